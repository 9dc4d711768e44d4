import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import type { DetectorEvent } from '../schema/detectors.ts'
import type { Change, ChangeValue } from './types.ts'

/** One node's part of a change set that is being applied: its row is locked, its references are ids. */
export interface Part {
  readonly schema: ClassSchema
  readonly id: number
  readonly event: DetectorEvent
  /** As it was before; null for a new node. */
  readonly before: StoredNode | null
  readonly named: Readonly<Record<string, ChangeValue>>
  readonly change: Change
}

export function eventOf(change: Change): DetectorEvent {
  if (change.action === 'retire' || change.action === 'restore') return change.action
  return change.id === null ? 'create' : 'set'
}
