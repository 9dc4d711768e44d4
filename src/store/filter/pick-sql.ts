import type { ReadQuery } from '../../schema/read-query.ts'
import { join, part, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { matching, pageOf } from './matching.ts'
import { orderSql } from './order-sql.ts'
import { groupedSql } from './pick-grouped-sql.ts'
import { column } from './scope.ts'
import type { Compilation } from './scope.ts'

/**
 * Ids of the page in order, and one more to tell whether there is a next one. That one carries the count of all that
 * match: without it the count is known.
 */
export function pickSql(compiled: Compilation, query: ReadQuery): Fragment {
  const { limit, countUpTo } = query
  const picked = pageOf(groupedSql(compiled, query) ?? pickAllSql(compiled, query), query)
  if (limit === null || !countUpTo) return picked
  return part`select p.id, case when row_number() over () = ${raw(String(limit + 1))} then (${countSql(compiled, query)}) end as total from (${picked}) p`
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
