import type { Reader } from '../../schema/filter-spec.ts'
import type { Page, ReadQuery, Row } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { PageCells } from './cells-sql.ts'
import type { RawRow } from './cells-sql.ts'
import { checkLimits } from './check-limits.ts'
import { conditionSql, predicateSql, visibleRows } from './condition-sql.ts'
import { allOf, join, part, raw, run, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { orderSql } from './order-sql.ts'
import { column, compilation, linkTable, newAlias, openScope, propertyOf, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/**
 * One page of nodes as the reader may see them, in one statement: the inner select picks the ids, with filter,
 * permissions and order; the outer one reads their cells, and each linked node's label once.
 */
export async function readPage(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Page> {
  checkLimits(query)
  const compiled = compilation(tracker, reader)
  const node = openScope(compiled, query.className)
  const cells = new PageCells(node, query.columns)
  const answer = await run<RawRow>(sql, statement(compiled, query, node, cells))
  return decodePage(answer, cells, query)
}

function statement(compiled: Compilation, query: ReadQuery, node: Scope, cells: PageCells): Fragment {
  const { terms, answers } = cells
  return part`
    with picked as materialized (select row_number() over () as _n, s.id from (${pickedSql(compiled, query)}) s),
    page as materialized (
      select picked._n, ${column(node, 'id')} as _id, ${column(node, '_revision')}, ${column(node, '_retired')}${terms}
      from picked join ${table(node)} on ${column(node, 'id')} = picked.id)
    select p._n, p._id, p._revision, p._retired${answers}${totalSql(compiled, query)}
    from (values (1)) one (row) left join page p on true
    order by p._n`
}

/** Ids of the page in order, and one more to tell whether there is a next one. */
function pickedSql(compiled: Compilation, query: ReadQuery): Fragment {
  const scope = openScope(compiled, query.className)
  const order = orderSql(scope, query.order)
  const from = join([table(scope), ...order.joins], ' ')
  const select = part`select ${column(scope, 'id')} as id from ${from} where ${matching(scope, query)} order by ${order.terms}`
  const { limit, offset = 0 } = query
  if (offset === 0) return limit === null ? select : part`${select} limit ${raw(String(limit + 1))}`
  return limit === null ? part`${select} offset ${offset}` : deepPage(select, offset, limit)
}

/**
 * The planner has to know how few rows are wanted, so the limit is part of the text; for later pages rounded up,
 * so that there are few such texts.
 */
function deepPage(select: Fragment, offset: number, limit: number): Fragment {
  const rounded = 2 ** Math.ceil(Math.log2(offset + limit + 1))
  return part`select id from (${select} limit ${raw(String(rounded))}) deep offset ${offset} limit ${raw(String(limit + 1))}`
}

function matching(scope: Scope, query: ReadQuery): Fragment {
  const conditions = [retiredSql(scope, query.retired ?? 'live'), visibleRows(scope), conditionSql(scope, query.where)]
  if (query.linkedFrom) conditions.push(linkedFromSql(scope, query.linkedFrom))
  return allOf(conditions)
}

function retiredSql(scope: Scope, retired: 'live' | 'retired' | 'both'): Fragment {
  if (retired === 'both') return TRUE
  return raw(`${retired === 'live' ? 'not ' : ''}${scope.alias}._retired`)
}

/** Targets of one node's link or multilink, if the reader may read it there. */
function linkedFromSql(scope: Scope, { className, id, property: name }: NonNullable<ReadQuery['linkedFrom']>): Fragment {
  const from = openScope(scope.compilation, className)
  const property = propertyOf(from.schema, name)
  const may = allOf([visibleRows(from), predicateSql(from, scope.compilation.reader.visibility(className).property(name))])
  const visible = part`select from ${table(from)} where ${column(from, 'id')} = ${id}::integer`
  if (property.type === 'link') return part`exists (${visible} and ${column(from, name)} = ${column(scope, 'id')} and ${may})`

  const link = linkTable(from.schema, property)
  const alias = newAlias(scope.compilation)
  const linked = part`exists (select from ${raw(`${link.table} ${alias}`)} where ${raw(`${alias}.${link.near}`)} = ${id}::integer and ${raw(`${alias}.${link.far}`)} = ${column(scope, 'id')})`
  return may === TRUE ? linked : allOf([linked, part`exists (${visible} and ${may})`])
}

function totalSql(compiled: Compilation, query: ReadQuery): Fragment {
  if (!query.countUpTo) return raw('')
  const scope = openScope(compiled, query.className)
  const found = part`select from ${table(scope)} where ${matching(scope, query)} limit ${raw(String(query.countUpTo))}`
  return part`, case when p._n is null or p._n = 1 then (select count(*)::integer from (${found}) found) end as _total`
}

function decodePage(answer: readonly RawRow[], cells: PageCells, { limit, countUpTo }: ReadQuery): Page {
  const first = answer[0]!
  const total = countUpTo ? (first['_total'] as number) : null
  if (first['_n'] === null) return { rows: [], more: false, total }

  const labels = cells.labels(first)
  const length = limit === null ? answer.length : Math.min(limit, answer.length)
  const rows = new Array<Row>(length)
  for (let index = 0; index < length; index++) {
    const row = answer[index]!
    rows[index] = {
      id: row['_id'] as number,
      revision: row['_revision'] as number,
      retired: row['_retired'] as boolean,
      cells: cells.cells(row, labels),
    }
  }
  return { rows, more: answer.length > length, total }
}
