import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Statuses that end when somebody says something. */
const QUIET = ['unread', 'resolved', 'done-cbb']

/** A new issue is unread. */
export const presetUnread: Auditor<typeof schema, 'issue'> = async ({ find }, _issue, changes) => {
  changes.status ??= await find('status', 'unread')
}

/** A new message turns a quiet issue into one that people chat about, unless the change names a status. */
export const chatting: Auditor<typeof schema, 'issue'> = async ({ find, get, named }, issue, changes) => {
  if (!issue || named.has('status') || 'status' in changes) return
  if (added(issue.messages, changes.messages).length === 0) return
  const status = issue.status === null ? null : await get('status', issue.status)
  if (status && !QUIET.includes(status.name ?? '')) return

  const talking = await find('status', 'chatting')
  if (talking !== null) changes.status = talking
}
