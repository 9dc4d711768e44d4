import type { Expression } from '../values/expression.ts'
import type { Interval } from '../values/interval.ts'
import type { Range } from '../values/range.ts'

/** Property names from the root class on: `['messages', 'author']` is `messages.author`. */
export type PropertyPath = readonly string[]

/** Stands for the reader's own id wherever an id is asked for; resolved when the statement is built. */
export const ME = '@me'
export type IdOperand = number | typeof ME

/** What one property is asked. Every form of Roundup's filters and of the words comes down to these. */
export type Test =
  /** A link that is null, a multilink without targets, any other value that is null. */
  | { readonly is: 'unset' }
  /** id, link or multilink: one of these ids. */
  | { readonly is: 'any-of'; readonly ids: readonly IdOperand[] }
  /** link or multilink: Roundup's postfix expression over ids. */
  | { readonly is: 'expression'; readonly expression: Expression }
  /** string: contains the text, whatever its case. */
  | { readonly is: 'containing'; readonly text: string }
  /** string or password: equal, case and all. */
  | { readonly is: 'equal'; readonly text: string }
  /** string: equal, whatever its case (Roundup's stringFind). */
  | { readonly is: 'same'; readonly text: string }
  | { readonly is: 'boolean'; readonly value: boolean }
  /** number and integer. */
  | { readonly is: 'number'; readonly range: Range<number> }
  | { readonly is: 'date'; readonly range: Range<Date> }
  /** Compared by seconds; a year is 365 days, a month 30. */
  | { readonly is: 'interval'; readonly range: Range<Interval> }

/**
 * A condition on the nodes of one class. Within one `all`, tests whose paths begin with the same
 * multilink hold for the same linked node (Roundup's rule); elsewhere each stands alone.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly path: PropertyPath; readonly test: Test }

export const EVERYTHING: Condition = { all: [] }
export const NOTHING: Condition = { any: [] }

export interface SortKey {
  readonly path: PropertyPath
  readonly descending: boolean
}

/** One thing asked of the texts of a node: all of them have to be found. */
export type SearchTerm =
  | { readonly is: 'word'; readonly text: string; readonly excluded: boolean }
  | { readonly is: 'prefix'; readonly text: string; readonly excluded: boolean }
  | { readonly is: 'phrase'; readonly text: string; readonly excluded: boolean }

export interface SearchSpec {
  readonly terms: readonly SearchTerm[]
  /** Leaves out the contents of files (`ignore=file:content`, `-in:files`). */
  readonly ignoreFiles: boolean
}

/** What a list shows: the one meaning of both query forms. */
export interface FilterSpec {
  readonly className: string
  readonly where: Condition
  readonly search: SearchSpec | null
  readonly group: readonly SortKey[]
  readonly sort: readonly SortKey[]
  readonly retired: 'live' | 'retired' | 'both'
}

/** A permission's answer: always, never, or where the condition holds for the node. */
export type Predicate = boolean | Condition

/** What one reader may see of one class. Data only, so that the store can make SQL of it. */
export interface ClassVisibility {
  /** Which nodes are there at all for this reader; what is not is absent, not forbidden. */
  readonly rows: Predicate
  /** Whether the property of a visible node may be read. */
  property(name: string): Predicate
  /** Whether filters and sorts may use the property: without it they would tell what it holds. */
  searchable(name: string): Predicate
  /** Which retired nodes a link tells more of than their ids; absent: all that are there. */
  readonly retired?: Predicate
  /** The property that names a node to this reader: the class's label, or the next one that may be read. */
  readonly label: string | null
}

/** Who reads, reduced to what SQL needs. Made by `access` from an actor. */
export interface Reader {
  readonly userId: number | null
  /** The same object for all whose rights are the same, `@me` aside; absent: nothing is kept of what was made for this reader. */
  readonly rights?: object
  visibility(className: string): ClassVisibility
}
