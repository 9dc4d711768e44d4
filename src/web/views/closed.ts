import type { Cell } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import { linksOf } from './cell.ts'

/** Whether a value of the class's closing property means closed; false for classes that don't close. */
export function isClosed(tracker: Tracker, className: string, value: Cell | undefined): boolean {
  const closed = tracker.views.classes?.[className]?.closed
  if (!closed) return false
  return linksOf(value).some((link) => link.label !== null && closed.values.includes(link.label))
}

export function closingProperty(tracker: Tracker, className: string): string | null {
  return tracker.views.classes?.[className]?.closed?.property ?? null
}
