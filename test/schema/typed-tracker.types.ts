import {
  defineSchema,
  defineTracker,
  detectorsFor,
  issueClass,
  messageClass,
  fileClass,
  userClass,
  plainClass,
  permissionsFor,
  string,
  link,
  multilink,
  number,
  password,
} from '../../src/tracker.ts'
import type { Auditor } from '../../src/tracker.ts'

const schema = defineSchema({
  status: plainClass({ name: string(), order: number() }, { key: 'name' }),
  user: userClass(
    { username: string(), password: password(), address: string(), roles: string() },
    { key: 'username' },
  ),
  msg: messageClass({ author: link('user') }),
  file: fileClass({ name: string() }),
  issue: issueClass({ status: link('status'), dependencies: multilink('issue', { reverse: 'blocks' }) }),
})
const { grant, define } = permissionsFor(schema, ['Developer'])
const permissions = define(
  grant('User', 'View', 'issue', { properties: ['title', 'blocks', 'creator'], where: { creator: '@me' } }),
  grant(['User', 'Anonymous'], 'Web Access'),
  grant('User', 'View', 'msg', { properties: ['content'] }),
  // @ts-expect-error no such property
  grant('User', 'View', 'issue', { properties: ['nonsense'] }),
  // @ts-expect-error no such class
  grant('User', 'View', 'isue'),
)
const { audit } = detectorsFor(schema)
const reopen: Auditor<typeof schema, 'issue'> = async ({ lookup }, issue, changes) => {
  if (!issue || 'status' in changes) return
  if (issue.status !== (await lookup('status', 'pending'))) return
  changes.status = await lookup('status', 'open')
  changes.messages = [1]
  // @ts-expect-error wrong type
  changes.title = 3
}
export default defineTracker({
  title: 'x',
  schema,
  permissions,
  seed: { status: [{ id: 1, name: 'open', order: 1 }] },
  detectors: [audit('issue', 'set', reopen)],
})
// @ts-expect-error a link to a class that does not exist
defineSchema({ a: plainClass({ b: link('nowhere') }) })
// @ts-expect-error wrong seed value
defineTracker({ title: 'x', schema, permissions, seed: { status: [{ id: 1, name: 4 }] }, detectors: [] })
