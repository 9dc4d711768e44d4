import type { Fault } from '../errors.ts'
import { TrackerError } from '../errors.ts'
import type { SortKey } from '../schema/filter-spec.ts'
import type { Tracker } from '../schema/tracker.ts'
import { printPath, resolvePath } from './property-path.ts'

/** `-activity` and what it is called in a fault: `sort` or `group`. */
export interface SortInput {
  readonly tracker: Tracker
  readonly className: string
  readonly use: 'sort' | 'group'
}

/** Reads `prop`, `-prop` and `+prop` (a plus in a URL is a blank); what is no property is a fault and left out. */
export function parseSortKeys(
  texts: readonly string[],
  { tracker, className, use }: SortInput,
  faults: Fault[],
): readonly SortKey[] {
  const keys = new Map<string, SortKey>()
  for (const text of texts.flatMap((list) => list.split(','))) {
    const name = text.trim().replace(/^[+-]\s*/, '')
    if (name === '') continue
    try {
      const { path } = resolvePath(tracker, className, name)
      if (!keys.has(name)) keys.set(name, { path, descending: text.trim().startsWith('-') })
    } catch (error) {
      if (!(error instanceof TrackerError)) throw error
      faults.push({ property: name, message: `${use}: ${error.message}` })
    }
  }
  return [...keys.values()]
}

export function printSortKeys(keys: readonly SortKey[]): string {
  return keys.map(({ path, descending }) => `${descending ? '-' : ''}${printPath(path)}`).join(',')
}
