import type { Value } from '../../schema/property.ts'

/** A node as it lies in the database, whoever may see it. */
export interface StoredNode {
  readonly className: string
  readonly id: number
  readonly revision: number
  readonly retired: boolean
  /** Every stored property; multilinks in ascending order. */
  readonly values: Readonly<Record<string, Value>>
  /** SHA-256 of the content; null for classes and nodes without any. */
  readonly contentHash: Uint8Array | null
}
