import type { Source } from '../schema/detectors.ts'
import type { Value } from '../schema/property.ts'
import type { Designator } from '../values/designator.ts'

/** Who asks, and through which door. Always an argument, never a global. */
export interface Actor {
  /** null only for a visitor of a tracker that has no user `anonymous`. */
  readonly userId: number | null
  readonly username: string
  readonly roles: readonly string[]
  readonly source: Source
  /** IANA name or hours from UTC, as the user's `timezone` says; UTC where unset. */
  readonly timezone: string
}

/** A multilink may be changed by what to add and remove, so that two people's additions both stand. */
export interface Delta {
  readonly add?: readonly number[]
  readonly remove?: readonly number[]
}
export type ChangeValue = Value | Delta | Uint8Array

/**
 * One node's part of a change set. `id` is null for a new node; `reference` (negative) lets other parts
 * of the same set link to it, as `msg-1` does in forms: write the reference where an id would stand.
 */
export interface Change {
  readonly className: string
  readonly id: number | null
  readonly reference?: number
  /** Id of a new node that keeps one it had elsewhere: seeds only. */
  readonly newId?: number
  readonly changes: Readonly<Record<string, ChangeValue>>
  /** Refused as a conflict when the node's revision is another by now. */
  readonly ifRevision?: number
  /** The properties as the actor saw them, when a stale revision may still be merged: see docs/decisions. */
  readonly seen?: Readonly<Record<string, Value>>
  /** What to do; `write` (create or set) where absent. */
  readonly action?: 'write' | 'retire' | 'restore'
}
export type ChangeSet = readonly Change[]

export interface Applied {
  readonly designator: Designator
  readonly revision: number
  /** Names of the properties whose value is another now. Empty: nothing was written. */
  readonly changed: readonly string[]
  readonly created: boolean
}
