import { TrackerError } from '../../errors.ts'
import type { Tracker } from '../../schema/tracker.ts'
import { MAX_ID } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'

/**
 * What the first part of a path names: a class, or a node. Zeros before the number and letters after it are
 * let pass, as in Roundup: `issue0012`, `issue12abc`.
 *
 * @throws {TrackerError} not-found
 */
export function readAddress(text: string, tracker: Tracker): { readonly className: string } | Designator {
  if (tracker.classes.has(text)) return { className: text }
  for (const className of tracker.classes.keys()) {
    const digits = text.startsWith(className) ? /^0*(\d+)/.exec(text.slice(className.length))?.[1] : undefined
    if (digits === undefined) continue
    const id = Number(digits)
    if (id < 1 || id > MAX_ID)
      throw new TrackerError('not-found', `There is no ${className} with id ${digits.slice(0, 20)}`)
    return { className, id }
  }
  throw new TrackerError('not-found', 'There is no such page')
}

export function isDesignator(address: { readonly className: string } | Designator): address is Designator {
  return 'id' in address
}
