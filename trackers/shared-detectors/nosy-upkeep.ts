import type { DetectorEvent, NosyRules } from 'muster-tracker/tracker'

interface Message {
  readonly author: number | null
  readonly recipients: readonly number[]
}
interface People {
  live(className: 'user', ids: readonly number[]): Promise<readonly number[]>
}
interface NosyContext extends People {
  readonly event: DetectorEvent
  readonly nosy: NosyRules
  getAll(className: 'msg', ids: readonly number[]): Promise<readonly Message[]>
}
interface Watched {
  readonly nosy: readonly number[]
  readonly messages: readonly number[]
}
interface NosyChanges {
  nosy?: readonly number[]
  messages?: readonly number[]
}

/**
 * Whom a change brings to the nosy list by Roundup's rules: who it is assigned to, and of every new message
 * the author and the recipients, as the tracker's nosy rules say.
 */
export async function broughtByChange(
  context: NosyContext,
  issue: Watched | null,
  changes: NosyChanges,
  assigned: number | readonly number[] | null | undefined,
): Promise<readonly number[]> {
  const messages = await context.getAll('msg', added(issue?.messages, changes.messages))
  const authors = applies(context.nosy.addAuthor, context.event) ? messages.map((message) => message.author) : []
  const recipients = applies(context.nosy.addRecipients, context.event)
    ? messages.flatMap((message) => message.recipients)
    : []
  return [assigned ?? [], authors, recipients].flat().filter((id): id is number => id !== null)
}

function applies(rule: 'yes' | 'no' | 'new', event: DetectorEvent): boolean {
  return rule === 'yes' || (rule === 'new' && event === 'create')
}

/** Writes the nosy list only where somebody is new on it; who has left the tracker is not brought back. */
export async function addToNosy(
  context: People,
  issue: Watched | null,
  changes: NosyChanges,
  people: readonly number[],
): Promise<void> {
  const nosy = new Set(changes.nosy ?? issue?.nosy)
  const newcomers = people.filter((id) => !nosy.has(id))
  if (newcomers.length === 0) return

  const stillHere = await context.live('user', newcomers)
  if (stillHere.length === 0) return
  changes.nosy = [...nosy, ...stillHere].sort((a, b) => a - b)
}

/** Ids that a change puts into a multilink; none where it does not touch it. */
export function added(before: readonly number[] | undefined, after: readonly number[] | undefined): readonly number[] {
  const known = new Set(before)
  return (after ?? []).filter((id) => !known.has(id))
}
