import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Changes from these come by themselves; nobody has answered. */
const AUTOMATIC_SOURCES = ['github', 'job', 'import', 'seed']
/** Accounts that programs write with: commit messages and backports. */
const AUTOMATIC_AUTHORS = ['python-dev', 'miss-islington']

/** A person's comment on a pending issue reopens it, unless the change itself names a status. */
export const reopenPending: Auditor<typeof schema, 'issue'> = async (context, issue, changes) => {
  const { find, getAll, named, source } = context
  if (!issue || named.has('status') || 'status' in changes || AUTOMATIC_SOURCES.includes(source)) return
  if (issue.status === null || issue.status !== (await find('status', 'pending'))) return

  const messages = await getAll('msg', added(issue.messages, changes.messages))
  const authors = await getAll(
    'user',
    messages.map((message) => message.author ?? context.actor.id),
  )
  if (!authors.some((author) => !AUTOMATIC_AUTHORS.includes(author.username ?? ''))) return

  const open = await find('status', 'open')
  if (open !== null) changes.status = open
}
