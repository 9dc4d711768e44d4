import type { SortKey } from '../../schema/filter-spec.ts'
import type { ReadQuery } from '../../schema/read-query.ts'
import { searchSql } from '../search/search-sql.ts'
import { conditionSql, predicateSql, visibleRows } from './condition-sql.ts'
import { allOf, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { orderSql } from './order-sql.ts'
import { column, linkTable, newAlias, openScope, propertyOf, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/**
 * Ids of the page in order, and one more to tell whether there is a next one. That one carries the count of all that
 * match: without it the count is known. A search has found all of them anyway, so there every row carries it.
 */
export function pickSql(compiled: Compilation, query: ReadQuery): Fragment {
  const { limit, offset = 0, countUpTo } = query
  const select = pickAllSql(compiled, query)
  if (limit === null) return offset === 0 ? select : part`${select} offset ${offset}`

  const picked = offset === 0 ? part`${select} limit ${raw(String(limit + 1))}` : deepPage(select, offset, limit)
  if (!countUpTo || query.search) return picked
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
  const ranked = isRanked(query)
  const order = orderSql(scope, ranked ? newestFirst(scope) : query.order)
  const tables = join([from, ...order.joins], ' ')
  const count =
    query.search && query.countUpTo
      ? part`, least(count(*) over (), ${raw(String(query.countUpTo))})::integer as total`
      : raw('')
  const terms = ranked ? part`h.rank, ${order.terms}` : order.terms
  return part`select ${column(scope, 'id')} as id${count} from ${tables} where ${where} order by ${terms}`
}

/** By activity, or by id where activity would tell the reader something new. */
function newestFirst({ compilation, schema }: Scope): readonly SortKey[] {
  const known = compilation.reader.visibility(schema.name).searchable('activity') === true
  return [{ path: [known ? 'activity' : 'id'], descending: true }]
}

/** A search without an order of its own shows what it found in titles first, then the newest. */
function isRanked({ search, order }: ReadQuery): boolean {
  return Boolean(search) && order.length === 0
}

/**
 * The planner has to know how few rows are wanted, so the limit is part of the text; for later pages rounded up,
 * so that there are few such texts.
 */
function deepPage(select: Fragment, offset: number, limit: number): Fragment {
  const rounded = 2 ** Math.ceil(Math.log2(offset + limit + 1))
  return part`select deep.* from (${select} limit ${raw(String(rounded))}) deep offset ${offset} limit ${raw(String(limit + 1))}`
}

/** Where only exclusions are asked for. */
const ANYTHING = raw('(values (1)) h (rank) on true')

interface Matching {
  readonly scope: Scope
  readonly from: Fragment
  readonly where: Fragment
}

function matching(compiled: Compilation, query: ReadQuery): Matching {
  const scope = openScope(compiled, query.className)
  const from = [table(scope)]
  const conditions = [retiredSql(scope, query.retired ?? 'live'), visibleRows(scope), conditionSql(scope, query.where)]
  if (query.linkedFrom) conditions.push(linkedFromSql(scope, query.linkedFrom))
  if (query.search) {
    const search = searchSql(compiled, scope.schema, query.search, isRanked(query))
    from.push(
      part`join ${search.hits === null ? ANYTHING : part`(${search.hits}) h on h.node = ${column(scope, 'id')}`}`,
    )
    conditions.push(search.condition(scope))
  }
  return { scope, from: join(from, ' '), where: allOf(conditions) }
}

function retiredSql(scope: Scope, retired: 'live' | 'retired' | 'both'): Fragment {
  if (retired === 'both') return TRUE
  return raw(`${retired === 'live' ? 'not ' : ''}${scope.alias}._retired`)
}

/** Targets of one node's link or multilink, if the reader may read it there. */
function linkedFromSql(
  scope: Scope,
  { className, id, property: name }: NonNullable<ReadQuery['linkedFrom']>,
): Fragment {
  const from = openScope(scope.compilation, className)
  const property = propertyOf(from.schema, name)
  const may = allOf([
    visibleRows(from),
    predicateSql(from, scope.compilation.reader.visibility(className).property(name)),
  ])
  const visible = part`select from ${table(from)} where ${column(from, 'id')} = ${id}::integer`
  if (property.type === 'link')
    return part`exists (${visible} and ${column(from, name)} = ${column(scope, 'id')} and ${may})`

  const link = linkTable(from.schema, property)
  const alias = newAlias(scope.compilation)
  const linked = part`exists (select from ${raw(`${link.table} ${alias}`)} where ${raw(`${alias}.${link.near}`)} = ${id}::integer and ${raw(`${alias}.${link.far}`)} = ${column(scope, 'id')})`
  return may === TRUE ? linked : allOf([linked, part`exists (${visible} and ${may})`])
}
