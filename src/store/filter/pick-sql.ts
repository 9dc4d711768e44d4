import type { ReadQuery } from '../../schema/read-query.ts'
import { join, part, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { matching, pageOf } from './matching.ts'
import type { Matching } from './matching.ts'
import { orderSql } from './order-sql.ts'
import { groupedSql } from './pick-grouped-sql.ts'
import { column } from './scope.ts'
import type { Compilation } from './scope.ts'

/**
 * Rows (id, total): ids of the page in order, and one more to tell whether there is a next one. That one carries the
 * count of all that match: without it the count is known.
 */
export function pickSql(compiled: Compilation, query: ReadQuery): Fragment {
  const { limit, countUpTo } = query
  const grouped = groupedSql(compiled, query)
  if (limit === null || !countUpTo)
    return part`select p.id, null::integer as total from (${pageOf(grouped ?? pickAllSql(compiled, query), query)}) p`
  const found = matching(compiled, query)
  if (!grouped && looksElsewhere(found)) return onceSql(compiled, query, found)
  const picked = pageOf(grouped ?? pickAllSql(compiled, query), query)
  return part`select p.id, case when row_number() over () = ${raw(String(limit + 1))} then (${countSql(compiled, query)}) end as total from (${picked}) p`
}

/** Whether it takes a look into other tables to know if a node matches. */
function looksElsewhere({ where }: Matching): boolean {
  return where.texts.some((text) => text.includes('exists ('))
}

/**
 * The same where finding what matches is most of the work: as many as are counted are found at once, in whatever order,
 * and the page is sorted out of these. Only where there are more of them does it take the way that follows the order:
 * among so many a page is soon full. Of 50,000 issues a component's open ones of one version take 2 ms, and took 6.
 */
function onceSql(compiled: Compilation, query: ReadQuery, { scope, from, where }: Matching): Fragment {
  const most = raw(String(query.countUpTo))
  const { joins, keys } = orderSql(scope, query.order)
  const values = keys.map(({ value }, index) => part`${value} as ${raw(`o${index}`)}`)
  const order = keys.map(({ direction }, index) => part`${raw(`f.o${index}`)} ${direction}`)
  const found = part`select ${column(scope, 'id')} as id, ${join(values, ', ')} from ${join([from, ...joins], ' ')} where ${where} limit ${most}`
  const sorted = pageOf(part`select f.id from _found f order by ${join(order, ', ')}`, query)
  return part`with _found as materialized (${found}), _size as materialized (select count(*)::integer as total from _found)
    select u.id, (select total from _size) as total from (
      select a.id from (${sorted}) a where (select total from _size) < ${most}
      union all select b.id from (${pageOf(pickAllSql(compiled, query), query)}) b where (select total from _size) = ${most}) u`
}

/** How many nodes match, at most `countUpTo`. */
export function countSql(compiled: Compilation, query: ReadQuery): Fragment {
  const { from, where } = matching(compiled, query)
  const found = part`select from ${from} where ${where} limit ${raw(String(query.countUpTo))}`
  return part`select count(*)::integer as total from (${found}) found`
}

function pickAllSql(compiled: Compilation, query: ReadQuery): Fragment {
  const { scope, from, where } = matching(compiled, query)
  const order = orderSql(scope, query.order)
  return part`select ${column(scope, 'id')} as id from ${join([from, ...order.joins], ' ')} where ${where} order by ${order.terms}`
}
