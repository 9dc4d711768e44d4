import type { SortKey } from '../schema/filter-spec.ts'
import type { WordContext } from './word-context.ts'
import type { ScannedWord } from './scan-words.ts'
import { ValueFault } from './word-condition.ts'
import { findPropertyWord, suggestWord } from './word-names.ts'

/** `sort:-activity`, `sort:updated-desc`, `sort:priority,-id`. @throws {ValueFault} */
export function wordSortKeys(
  { name, values, negated }: ScannedWord,
  { tracker, className }: WordContext,
): readonly SortKey[] {
  return values.map((value) => {
    const [, sign, property, direction] = /^([+-]?)(.*?)(?:-(asc|desc))?$/is.exec(value.text)!
    const found = findPropertyWord(tracker, className, property!)
    if (!found)
      throw new ValueFault(
        value,
        `${name}: takes a property, as in ${name}:-activity; "${property}" is none${suggestWord(tracker, className, property!)}`,
      )
    return { path: found.path, descending: (sign === '-' || direction?.toLowerCase() === 'desc') !== negated }
  })
}
