import type { Reactor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Kept by other detectors: nobody needs to be told. */
const COUNTS = ['nosy_count', 'message_count']
/** A change of these alone is not worth a mail. */
const QUIET_ALONE = new Set(['nosy', 'activity', 'actor', ...COUNTS])

/** The nosy list gets every new message, and of a change without one what changed, unless only the list itself did. */
export const tellNosy: Reactor<typeof schema, 'issue'> = async ({ notify }, issue, before) => {
  const messages = added(before?.messages, issue.messages)
  for (const message of messages) await notify({ message, people: issue.nosy, quiet: COUNTS })
  if (messages.length === 0 && (!before || isTold(issue, before)))
    await notify({ message: null, people: issue.nosy, quiet: COUNTS })
}

function isTold(issue: object, before: object): boolean {
  const old = before as Readonly<Record<string, unknown>>
  return Object.entries(issue).some(
    ([name, value]) => !QUIET_ALONE.has(name) && JSON.stringify(value) !== JSON.stringify(old[name]),
  )
}
