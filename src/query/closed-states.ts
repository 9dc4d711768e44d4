import type { Condition } from '../schema/filter-spec.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'
import { classNamed } from './property-path.ts'

/** What a status is called that ends an issue's work, where the tracker's views do not say. */
const USUAL = { property: 'status', values: ['closed', 'resolved', 'done-cbb', 'done'] }

/** The condition of `is:closed`; null where the class knows nothing of the kind. */
export async function closedCondition(
  tracker: Tracker,
  className: string,
  context: ParseContext,
): Promise<Condition | null> {
  const { property: name, values } = tracker.views.classes?.[className]?.closed ?? USUAL
  const property = classNamed(tracker, className).properties.get(name)
  if (!property?.to) return null
  const ids: number[] = []
  for (const value of values) {
    const id = await context.lookup(property.to, value)
    if (id !== null) ids.push(id)
  }
  return ids.length ? { path: [name], test: { is: 'any-of', ids } } : null
}
