import type { Notice } from 'muster-tracker/tracker'
import { added } from './nosy-upkeep.ts'

interface Telling {
  notify(notice: Notice): Promise<void>
}
interface Watched {
  readonly nosy: readonly number[]
  readonly messages: readonly number[]
}

/** Roundup's rule: the nosy list gets every new message; a change without one is told to nobody. */
export async function tellNosy({ notify }: Telling, issue: Watched, before: Watched | null): Promise<void> {
  for (const message of added(before?.messages, issue.messages)) await notify({ message, people: issue.nosy })
}
