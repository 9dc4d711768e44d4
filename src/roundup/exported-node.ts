import type { Value } from '../schema/property.ts'
import type { Kept } from './decode-value.ts'

/** A node as an export holds it. */
export interface ExportedNode {
  readonly id: number
  /** Null: only its history is left. */
  readonly row: ExportedRow | null
  /** To be gone through once, oldest entry first. */
  readonly entries: Iterable<ExportedEntry>
}

export interface ExportedRow {
  readonly retired: boolean
  /** In the order of the class's stored properties. */
  readonly values: readonly Value[]
  /** What can't stand in the row; of a node whose instants are not set, also those. */
  readonly kept: readonly Kept[]
}

/** One entry of a node's history. */
export interface ExportedEntry {
  /** Milliseconds, as a Date counts them. */
  readonly at: number
  /** The id of a user that is there, or null and the name (very old entries) or id that the entry gives. */
  readonly actor: number | null
  readonly actorName: string | null
  readonly action: string
  /** JSON: what a `set` changed; of an unusual entry its parameters, as `{"@params": "the literal"}`. */
  readonly changes: string | null
  readonly linkerClass: string | null
  readonly linkerNode: number | null
  readonly linkerProperty: string | null
  /** The parameters as they are written, when they can't stand in the history so, and why. */
  readonly kept: { readonly literal: string; readonly reason: Kept['reason'] } | null
}
