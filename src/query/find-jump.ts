import type { Tracker } from '../schema/tracker.ts'
import type { Designator } from '../values/designator.ts'
import { MAX_ID } from '../values/designator.ts'

/** What people write for one issue: its number, `#12345`, the `bpo-12345` of commit messages, or a designator. */
export function findJump(text: string, tracker: Tracker, className: string): Designator | null {
  const [, prefix, digits] = /^(#|[A-Za-z][A-Za-z_0-9]{0,60}?-?)?(\d{1,10})$/.exec(text) ?? []
  const id = Number(digits)
  if (!digits || id < 1 || id > MAX_ID) return null
  if (!prefix || prefix === '#' || prefix.toLowerCase() === 'bpo-') return { className, id }
  return tracker.classes.has(prefix) ? { className: prefix, id } : null
}
