import type { SortKey } from '../../schema/filter-spec.ts'
import type { ReadQuery } from '../../schema/read-query.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { allOf, join, part, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { isSmall } from './linked-nodes.ts'
import { linkOrder } from './order-sql.ts'
import { matching, rowsNeeded } from './matching.ts'
import { classNamed, column, openScope, table } from './scope.ts'
import type { Compilation } from './scope.ts'

/**
 * Grouped by a value (a priority, a status) and the newest first: of each value as many nodes as the page can need, in
 * the order of an index that begins with the link. Sorting all that match would take time with the size of the tracker.
 *
 * @returns null for any other order.
 */
export function groupedSql(compiled: Compilation, query: ReadQuery): Fragment | null {
  const group = groupOf(compiled, query)
  if (!group) return null
  const target = openScope(compiled, group.property.to!)
  const order = linkOrder(target)
  const values = part`select ${column(target, 'id')} as value, ${order.place} as place from ${join([table(target), ...order.joins], ' ')}`
  const grouped = part`select n.id, n.activity, v.place from (${values}) v
    cross join lateral (${newestOf(compiled, query, group.property, raw('v.value'))}) n`
  const ungrouped = part`select n.id, n.activity, null as place from (${newestOf(compiled, query, group.property, null)}) n`
  return part`select g.id from (${grouped} union all ${ungrouped}) g order by ${order.term(raw('g.place'), group.descending)}, g.activity desc, g.id`
}

interface Group {
  readonly property: PropertySchema
  readonly descending: boolean
}

function groupOf({ tracker, reader }: Compilation, { className, order, limit }: ReadQuery): Group | null {
  const [first, second, ...others] = order
  if (!first || !second || others.length > 0 || limit === null) return null
  if (first.path.length !== 1 || !isNewestFirst(second)) return null

  const property = classNamed(tracker, className).properties.get(first.path[0]!)
  if (property?.type !== 'link' || !isSmall(tracker, property.to!)) return null
  const { searchable } = reader.visibility(className)
  if (searchable(property.name) !== true || searchable('activity') !== true) return null
  return { property, descending: first.descending }
}

function isNewestFirst({ path, descending }: SortKey): boolean {
  return descending && path.length === 1 && path[0] === 'activity'
}

/** The newest nodes that match and link to the value, or to none. */
function newestOf(compiled: Compilation, query: ReadQuery, property: PropertySchema, value: Fragment | null): Fragment {
  const { scope, from, where } = matching(compiled, query)
  const link = column(scope, property.name)
  const inGroup = value ? part`${link} = ${value}` : part`${link} is null`
  return part`select ${column(scope, 'id')} as id, ${column(scope, 'activity')} as activity from ${from}
    where ${allOf([inGroup, where])} order by ${column(scope, 'activity')} desc, ${column(scope, 'id')} limit ${rowsNeeded(query)}`
}
