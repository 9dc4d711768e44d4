import type { Reactor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'
import { SPAM_CUTOFF } from '../spam.ts'

/** Kept by other detectors: nobody needs to be told. */
const COUNTS = ['nosy_count', 'message_count']
/** A change of these alone is not worth a mail. */
const QUIET_ALONE = new Set(['nosy', 'activity', 'actor', ...COUNTS])

/**
 * The nosy list gets every new message that is no spam, and of a change without one what changed, unless only the list
 * itself did.
 */
export const tellNosy: Reactor<typeof schema, 'issue'> = async ({ notify, getAll }, issue, before) => {
  const messages = await getAll('msg', added(before?.messages, issue.messages))
  const wanted = messages.filter(({ spambayes_score: score }) => score === null || score <= SPAM_CUTOFF)
  for (const { id } of wanted) await notify({ message: id, people: issue.nosy, quiet: COUNTS })
  const isTellingAlone = before ? isTold(issue, before) : messages.length === 0
  if (wanted.length === 0 && isTellingAlone) await notify({ message: null, people: issue.nosy, quiet: COUNTS })
}

function isTold(issue: object, before: object): boolean {
  const old = before as Readonly<Record<string, unknown>>
  return Object.entries(issue).some(
    ([name, value]) => !QUIET_ALONE.has(name) && JSON.stringify(value) !== JSON.stringify(old[name]),
  )
}
