import type { Value } from '../../../schema/property.ts'
import { HIDDEN } from '../../../schema/read-query.ts'
import type { Cell, HistoryEntry, LinkCell, NodeView } from '../../../schema/read-query.ts'
import { printInterval } from '../../../values/interval.ts'
import type { Interval } from '../../../values/interval.ts'

/** The stored value behind what a reader sees; undefined where the reader may not see it. */
export function valueOfCell(cell: Cell | undefined): Value | undefined {
  if (cell === undefined || cell === HIDDEN) return undefined
  if (Array.isArray(cell)) return (cell as readonly LinkCell[]).map(({ id }) => id).sort((a, b) => a - b)
  if (cell instanceof Uint8Array) return undefined
  if (cell !== null && typeof cell === 'object' && 'label' in cell) return cell.id
  return cell as Value
}

/** Whether two values are one; null and an empty list or text are alike to a form. */
export function isSameValue(a: Value, b: Value): boolean {
  return printed(a) === printed(b)
}

function printed(value: Value): string {
  if (value === null || value === '') return ''
  if (value instanceof Date) return `date ${value.getTime()}`
  if (Array.isArray(value))
    return value.length === 0 ? '' : `ids ${[...(value as readonly number[])].sort((a, b) => a - b).join()}`
  if (typeof value === 'object') return `interval ${printInterval(value as Interval)}`
  return `${typeof value} ${value}`
}

/**
 * The node as it was before the latest changes, from what they say of old values.
 *
 * @param since  those changes, newest first.
 */
export function cellsBefore(node: NodeView, since: readonly HistoryEntry[]): ReadonlyMap<string, Cell> {
  const cells = new Map(node.cells)
  for (const { changes } of since)
    for (const change of changes) {
      if (!('added' in change)) cells.set(change.property, change.old)
      else cells.set(change.property, withoutComings(cells.get(change.property), change.added, change.removed))
    }
  return cells
}

function withoutComings(cell: Cell | undefined, added: readonly LinkCell[], removed: readonly LinkCell[]): Cell {
  const now = Array.isArray(cell) ? (cell as readonly LinkCell[]) : []
  const came = new Set(added.map(({ id }) => id))
  return [...now.filter(({ id }) => !came.has(id)), ...removed]
}
