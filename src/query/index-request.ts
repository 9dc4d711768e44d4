import type { FilterSpec, SortKey } from '../schema/filter-spec.ts'
import type { QueryFault } from './query-fault.ts'

/** The filter values of one property, as they were given: relative dates and keys stay what they are. */
export interface FilterValues {
  /** `status`, `messages.author`. */
  readonly name: string
  readonly texts: readonly string[]
}

/** What the URL of a list asks for. */
export interface IndexRequest {
  readonly className: string
  /** What it means. With a filter at fault: nothing. */
  readonly spec: FilterSpec
  readonly filters: readonly FilterValues[]
  /** As the URL says; empty where it says nothing, and then the words' or the list's own count. */
  readonly sort: readonly SortKey[]
  readonly group: readonly SortKey[]
  /** Null: all that the list has. */
  readonly columns: readonly string[] | null
  /** Left out of a list; an export refuses them. */
  readonly unknownColumns: readonly string[]
  readonly pageSize: number
  readonly startWith: number
  readonly displayName: string | null
  readonly searchText: string
  readonly ignoreFiles: boolean
  /** The words box: see parseWords. */
  readonly words: string
  /** Names in the tracker's own filters that were left out. */
  readonly warnings: readonly string[]
  /** What was read otherwise than it may have been meant. */
  readonly notes: readonly string[]
  readonly faults: readonly QueryFault[]
}

/** The parameter of the words box. */
export const WORDS = 'q'
export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 1000
/** What a statement may skip; further rows are reached by a narrower filter. */
export const MAX_START = 100_000
