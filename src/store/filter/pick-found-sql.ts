import type { SortKey } from '../../schema/filter-spec.ts'
import type { ReadQuery } from '../../schema/read-query.ts'
import { searchSql } from '../search/search-sql.ts'
import type { SearchSql } from '../search/search-sql.ts'
import { allOf, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { orderSql } from './order-sql.ts'
import type { Order } from './order-sql.ts'
import { matching, pageOf } from './matching.ts'
import type { Matching } from './matching.ts'
import { classNamed, column } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/*
 * Pages of a search. Few hits are listed and then filtered and sorted, all of them; many hits are a set in which nodes
 * are looked up, taken in the order of the page until it is full. Which it is, is known only when the hits are counted.
 */

/** Rows (id, total, many) in order: at least one, without an id when there is no node to show. */
export function pickFewSql(compiled: Compilation, query: ReadQuery): Fragment {
  const search = searchOf(compiled, query)
  const found = matchingFound(compiled, query, search)
  const { order, terms } = orderOf(found.scope, query, search.few === null ? null : raw('h.rank'))
  const from =
    search.few === null ? found.from : part`${found.from} join hits h on h.node = ${column(found.scope, 'id')}`
  const all = part`
    select ${column(found.scope, 'id')} as id, ${totalOf(query)} as total, row_number() over (order by ${terms}) as n
    from ${join([from, ...order.joins], ' ')} where ${found.where} order by ${terms}`
  return part`
    with hits as materialized (${search.few ?? raw('select 0 as node, 1 as rank')})
    select p.id, p.total, (select true from hits where node is null) as many
    from (values (1)) one (row) left join (${pageOf(all, query)}) p on true order by p.n`
}

/** Rows (id, total) in order. Later ranks are looked for only when those before do not fill the page and the count. */
export function pickManySql(compiled: Compilation, query: ReadQuery): Fragment {
  const search = searchOf(compiled, query)
  const enough = raw(
    String(2 ** Math.ceil(Math.log2(Math.max((query.offset ?? 0) + (query.limit ?? 0) + 1, query.countUpTo ?? 0)))),
  )
  const limit = query.limit === null ? raw('') : part` limit ${enough}`
  const ranks = search.many.map((nodes, rank) => {
    const before = search.many.slice(0, rank).map((_, earlier) => `(select count(*) from rank${earlier})`)
    const when = rank === 0 || query.limit === null ? TRUE : part`${raw(before.join(' + '))} < ${enough}`
    return part`rank${raw(String(rank))} as materialized (${rankSql(compiled, query, search, { nodes, rank, when })}${limit})`
  })
  const all = search.many.map((_, rank) => raw(`select id, ${rank} as rank, n from rank${rank}`))
  return pageOf(
    part`with ${join(ranks, ', ')} select u.id, ${totalOf(query)} as total from (${join(all, ' union all ')}) u order by u.rank, u.n`,
    query,
  )
}

interface Rank {
  readonly nodes: Fragment
  readonly rank: number
  readonly when: Fragment
}

function rankSql(compiled: Compilation, query: ReadQuery, search: SearchSql, { nodes, rank, when }: Rank): Fragment {
  const found = matchingFound(compiled, query, search)
  const { order, terms } = orderOf(found.scope, query, null)
  /* Of titles there are some thousands at most, so these are listed. */
  const isTitle = rank === 0 && search.many.length > 1
  const among = isTitle ? part`${column(found.scope, 'id')} in (${nodes})` : lookedUp(found.scope, nodes)
  const where = allOf([when, found.where, among])
  return part`select ${column(found.scope, 'id')} as id, row_number() over (order by ${terms}) as n
    from ${join([found.from, ...order.joins], ' ')} where ${where} order by ${terms}`
}

/** Said so that the planner makes a set of the nodes and goes through the class in the order of the page. */
function lookedUp(scope: Scope, nodes: Fragment): Fragment {
  return part`(${column(scope, 'id')} in (${nodes})) is true`
}

function searchOf(compiled: Compilation, query: ReadQuery): SearchSql {
  return searchSql(compiled, classNamed(compiled.tracker, query.className), query.search!, isRanked(query))
}

function matchingFound(compiled: Compilation, query: ReadQuery, search: SearchSql): Matching {
  const found = matching(compiled, query)
  return { ...found, where: allOf([found.where, search.condition(found.scope)]) }
}

function totalOf({ countUpTo }: ReadQuery): Fragment {
  return countUpTo ? part`least(count(*) over (), ${raw(String(countUpTo))})::integer` : raw('null::integer')
}

/** A search without an order of its own shows what it found in titles first, then the newest. */
function isRanked({ order }: ReadQuery): boolean {
  return order.length === 0
}

function orderOf(
  scope: Scope,
  query: ReadQuery,
  rank: Fragment | null,
): { readonly order: Order; readonly terms: Fragment } {
  const order = orderSql(scope, isRanked(query) ? newestFirst(scope) : query.order)
  return { order, terms: rank && isRanked(query) ? part`${rank}, ${order.terms}` : order.terms }
}

/** By activity, or by id where activity would tell the reader something new. */
function newestFirst({ compilation, schema }: Scope): readonly SortKey[] {
  const known = compilation.reader.visibility(schema.name).searchable('activity') === true
  return [{ path: [known ? 'activity' : 'id'], descending: true }]
}
