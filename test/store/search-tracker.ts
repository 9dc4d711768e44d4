import {
  boolean,
  defineSchema,
  defineTracker,
  fileClass,
  issueClass,
  messageClass,
  number,
  password,
  permissionsFor,
  plainClass,
  string,
  userClass,
} from '../../src/tracker.ts'

const schema = defineSchema({
  user: userClass(
    { username: string(), password: password(), address: string(), roles: string() },
    { key: 'username' },
  ),
  keyword: plainClass({ name: string() }, { key: 'name' }),
  msg: messageClass({ score: number() }),
  file: fileClass({ name: string(), description: string({ indexed: true }) }),
  issue: issueClass({ private: boolean() }),
})
const { grant, define } = permissionsFor(schema, ['Developer'])
const notSpam = { score: [null, { atMost: 0.85 }] } as const

/** Spam that only developers read, and issues that only they see. */
export const searchTracker = {
  name: 'searching',
  definition: defineTracker({
    title: 'Searching',
    schema,
    permissions: define(
      grant('Developer', 'View', ['user', 'keyword', 'msg', 'file', 'issue']),
      grant('User', 'View', ['user', 'keyword', 'file']),
      grant('User', 'View', 'issue', { where: { private: [null, false] } }),
      grant('User', 'View', 'msg', { properties: ['score', 'creation'] }),
      grant('User', 'View', 'msg', { properties: ['content'], where: notSpam }),
    ),
    detectors: [],
    seed: {
      user: [
        { id: 1, username: 'admin', roles: 'Admin' },
        { id: 2, username: 'anonymous', roles: 'Anonymous' },
        { id: 3, username: 'ada', roles: 'User' },
      ],
      keyword: [{ id: 1, name: 'easy to do' }],
    },
  }),
}
