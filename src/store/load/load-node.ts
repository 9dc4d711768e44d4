import type { Value } from '../../schema/property.ts'

/** A node to be loaded as it is: no permission is asked, no detector runs, nobody is told. */
export interface LoadNode {
  readonly id: number
  /** Null: only its history is there. */
  readonly row: LoadRow | null
  /** Oldest first; gone through once. */
  readonly entries: Iterable<LoadEntry>
}

export interface LoadRow {
  readonly retired: boolean
  /** In the order of the class's stored properties, automatic ones included. */
  readonly values: readonly Value[]
  readonly kept: readonly LoadKept[]
}

/** What can't stand in its place, and goes to `_dangling`. */
export interface LoadKept {
  readonly property: string
  readonly value: unknown
  readonly reason: string
}

export interface LoadEntry {
  /** Milliseconds, as a Date counts them. */
  readonly at: number
  readonly actor: number | null
  readonly actorName: string | null
  readonly action: string
  /** JSON. */
  readonly changes: string | null
  readonly linkerClass: string | null
  readonly linkerNode: number | null
  readonly linkerProperty: string | null
  /** The entry's own words, where the journal can't hold them. */
  readonly kept: { readonly literal: string; readonly reason: string } | null
}
