import { TrackerError } from '../../errors.ts'
import type { Condition, PropertyPath, Test } from '../filter-spec.ts'
import type { Value } from '../property.ts'
import type { PropertySchema } from '../tracker.ts'

/** Who typed the text and when, and how to find what it names. */
export interface ParseContext {
  readonly zone: string
  readonly now: Date
  /** The actor's own id; null for a visitor without one. */
  readonly me: number | null
  /** Id of the live node with that key, null when there is none; in a class without a key there never is. */
  lookup(className: string, key: string): Promise<number | null>
  /**
   * Live nodes whose key holds the text, in whatever case, some of them where there are many. For words, which need
   * not be exact; absent, they have to be.
   */
  similar?(className: string, text: string): Promise<readonly { readonly id: number; readonly key: string }[]>
  /** A multilink before the change, for `+name` and `-name`. Absent: empty. */
  readonly current?: readonly number[]
}

/** What a filter's texts ask of one property: any of the tests, or all of them. */
export interface Tests {
  readonly combine: 'any' | 'all'
  readonly tests: readonly Test[]
}

/** One type of property: its column, its text forms, what may be asked of it. */
export interface PropertyKind {
  /** SQL type of the column; of a multilink, of the column `target` of its table. */
  columnType(property: PropertySchema): string
  /**
   * Reads what people type into forms, mails, commands and APIs. An empty text is an empty value.
   *
   * @throws {TrackerError} invalid, with a sentence that names the input and what would be right.
   */
  parse(text: string | readonly string[], property: PropertySchema, context: ParseContext): Promise<Value>
  /**
   * The text that Roundup's interfaces show, and that parse reads back (a password is masked); '' for null.
   * With the property, a date shows in the offset that the property may have.
   */
  print(value: Value, zone: string, property?: PropertySchema): string
  /**
   * Reads the values of a filter. What is neither range, name nor id is refused: a condition that is left out
   * would match everything.
   *
   * @throws {TrackerError} invalid
   */
  tests(texts: readonly string[], property: PropertySchema, context: ParseContext): Promise<Tests>
  /** What is wrong with a stored value that is not null, as the end of a sentence; null when it may be stored. */
  fault(value: unknown, property: PropertySchema): string | null
}

/** The one text of a property that has one value. */
export function oneText(text: string | readonly string[]): string {
  if (typeof text === 'string') return text
  if (text.length > 1)
    throw new TrackerError(
      'invalid',
      `takes one value, not ${text.length}: ${text.map((one) => `"${one}"`).join(', ')}`,
    )
  return text[0] ?? ''
}

/** Values between commas, without blanks around them and without empty ones. */
export function listed(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

export function conditionOf(path: PropertyPath, { combine, tests }: Tests): Condition {
  const conditions = tests.map((test) => ({ path, test }))
  if (conditions.length === 1) return conditions[0]!
  return combine === 'all' ? { all: conditions } : { any: conditions }
}

/** Alternatives of a range, where `-` is unset. */
export function rangeTests<R>(ranges: readonly (R | 'unset')[], test: (range: R) => Test): Tests {
  return { combine: 'any', tests: ranges.map((range) => (range === 'unset' ? { is: 'unset' } : test(range))) }
}
