import { TrackerError } from '../errors.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import { listed, propertyKinds } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { FilterValues } from './index-request.ts'
import { resolvePath } from './property-path.ts'

/** What is left of a filter without the names that nothing has; null when nothing is. */
export interface Remaining {
  readonly filter: FilterValues | null
  readonly warning: string
}

const OPERATOR = /^-[234]$/

/**
 * Filters of the tracker itself survive a value that was renamed or retired: a page that everybody begins with shows
 * what it can, and says what it could not ask for. A person's own filter is at fault instead. Null: nothing is missing.
 */
export async function withoutMissingNames(
  filter: FilterValues,
  tracker: Tracker,
  className: string,
  context: ParseContext,
): Promise<Remaining | null> {
  const names = await missingNames(filter, tracker, className, context)
  if (names.length === 0) return null
  const left = listed(filter.texts).filter((entry) => !names.includes(entry))
  return {
    filter: left.length > 0 ? { name: filter.name, texts: [left.join(',')] } : null,
    warning: warning(filter.name, names, left),
  }
}

async function missingNames(
  filter: FilterValues,
  tracker: Tracker,
  className: string,
  context: ParseContext,
): Promise<readonly string[]> {
  const { property } = resolvePath(tracker, className, filter.name)
  const entries = listed(filter.texts)
  // In an expression each operand has its place.
  if (!property?.to || entries.some((entry) => OPERATOR.test(entry))) return []
  const missing: string[] = []
  for (const entry of entries)
    try {
      await propertyKinds[property.type].tests([entry], property, context)
    } catch (error) {
      if (!(error instanceof TrackerError) || error.code !== 'invalid') throw error
      missing.push(entry)
    }
  return missing
}

function warning(name: string, names: readonly string[], left: readonly string[]): string {
  const quoted = names.map((one) => `"${one}"`).join(' and ')
  const rest =
    left.length > 0 ? `only ${left.join(', ')} ${left.length > 1 ? 'are' : 'is'} asked for` : `it asks for any ${name}`
  return `This list of the tracker names ${name} ${quoted}, which is not there any more, so ${rest}: the tracker’s views need another name`
}
