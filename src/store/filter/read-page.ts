import type { Reader } from '../../schema/filter-spec.ts'
import type { Page, ReadQuery, Row } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { PLANNED_FOR_VALUES } from '../database.ts'
import { snippetSql } from '../search/snippets.ts'
import type { SnippetSql } from '../search/snippets.ts'
import { checkLimits } from './check-limits.ts'
import { visibleRows } from './condition-sql.ts'
import { allOf, anyId, join, part, Place, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { keptFor, questionOf, runWith, statementOf } from './kept-statements.ts'
import type { Statement } from './kept-statements.ts'
import { ClassHasGrown } from './linked-nodes.ts'
import { PageCells } from './page-cells.ts'
import type { PageNodes, RawRow } from './page-cells.ts'
import { pickFewSql, pickManySql } from './pick-found-sql.ts'
import { countSql, pickSql } from './pick-sql.ts'
import { column, compilation, openScope, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/**
 * One page of nodes as the reader may see them, in one statement, whatever its rows and columns: it picks the ids, with
 * filter, permissions, order and count, and reads the cells of these. A search that finds thousands takes a second one,
 * and a page behind the last one too, for its count.
 */
export async function readPage(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Page> {
  checkLimits(query)
  const { offset = 0, countUpTo = 0 } = query
  const { rows, total, more } = await (query.search
    ? readFound(sql, tracker, reader, query)
    : readPicked(sql, tracker, reader, query, pickSql))
  if (countUpTo === 0) return { rows, more, total: null }
  if (total !== null) return { rows, more, total }
  if (rows.length > 0 || offset === 0) return { rows, more, total: Math.min(offset + rows.length, countUpTo) }

  const counted = query.search
    ? (await readFound(sql, tracker, reader, { ...query, columns: [], offset: 0, limit: 0 })).total
    : await readCount(sql, compilation(tracker, reader), query)
  return { rows, more, total: counted ?? 0 }
}

async function readCount(sql: Sql, compiled: Compilation, query: ReadQuery): Promise<number> {
  const statement = statementOf(part`${raw(PLANNED_FOR_VALUES)}${countSql(compiled, query)}`)
  const [counted] = await runWith<{ total: number }>(sql, statement, [query.linkedFrom?.id])
  return counted!.total
}

interface Answer extends Page {
  /** A search that found more than it lists, and so did not answer. */
  readonly many: boolean
}

async function readFound(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Answer> {
  const few = await readPicked(sql, tracker, reader, query, pickFewSql)
  return few.many ? readPicked(sql, tracker, reader, query, pickManySql) : few
}

/** Picks in order, and the cells of what it picks. The row behind the page is there to tell that there is one. */
async function readPicked(
  sql: Sql,
  tracker: Tracker,
  reader: Reader,
  query: ReadQuery,
  pick: Picking,
): Promise<Answer> {
  const { statement, cells, snippets } = composePage(tracker, reader, query, pick)
  const answer = await runWith<RawRow>(sql, statement, [query.linkedFrom?.id])
  const first = answer[0]
  if (!first) return { rows: [], more: false, total: null, many: false }
  if (first['_many'] === true) return { rows: [], more: false, total: null, many: true }
  const found = answer.filter((row) => row['_id'] !== null)
  const more = query.limit !== null && found.length > query.limit
  const total = (more ? found.at(-1)! : first)['_total'] as number | null
  if (more) found.pop()
  try {
    return { rows: rowsOf(found, cells, snippets), more, total, many: false }
  } catch (error) {
    if (!(error instanceof ClassHasGrown)) throw error
    return await readPicked(sql, tracker, reader, query, pick)
  }
}

type Picking = (compiled: Compilation, query: ReadQuery) => Fragment

interface ComposedPage {
  readonly statement: Statement
  readonly cells: PageCells
  readonly snippets: SnippetSql | null
}

/** What is searched for is another thing each time; other pages are asked for again and again. */
function composePage(tracker: Tracker, reader: Reader, query: ReadQuery, pick: Picking): ComposedPage {
  if (query.search) return pageFor(compilation(tracker, reader), query, pick)
  const { where, linkedFrom, ...rest } = query
  const question = questionOf('page', where, { ...rest, linkedFrom: linkedFrom ? { ...linkedFrom, id: null } : null })
  return keptFor(tracker, reader, question, (compiled) => pageFor(compiled, query, pick))
}

function pageFor(compiled: Compilation, query: ReadQuery, pick: Picking): ComposedPage {
  const picked = pick(compiled, query)
  const scope = openScope(compiled, query.className)
  const cells = new PageCells(scope, query.columns, PICKED)
  const isFew = pick === pickFewSql
  /* What one node links to is few, whatever node: one plan fits all. */
  const hasOnePlan = isFew || (query.linkedFrom !== undefined && !query.search)
  const snippets =
    query.search && query.snippets ? snippetSql(compiled, query.className, query.search, raw('p.id')) : null
  const statement = statementOf(
    part`${raw(hasOnePlan ? '' : PLANNED_FOR_VALUES)}with _page as materialized (select picked.*, row_number() over () as n from (${picked}) picked)
      select p.id as _id, p.total as _total${raw(isFew ? ', p.many as _many' : '')}, ${ownColumns(scope)}${cells.terms}${snippets?.terms ?? raw('')}
      from _page p left join ${table(scope)} on ${column(scope, 'id')} = p.id${cells.joins}${snippets?.join ?? raw('')} order by p.n`,
  )
  return { statement, cells, snippets }
}

const PICKED: PageNodes = { ids: raw('any(array(select id from _page))'), isFirst: raw('p.n = 1') }

function ownColumns(scope: Scope): Fragment {
  return join(
    ['_revision', '_retired'].map((name) => column(scope, name)),
    ', ',
  )
}

/** Nodes with their cells, in the order of the ids; one that the reader may not see is left out. */
export async function readRows(
  sql: Sql,
  tracker: Tracker,
  reader: Reader,
  { className, columns }: Pick<ReadQuery, 'className' | 'columns'>,
  ids: readonly number[],
): Promise<readonly Row[]> {
  const question = `rows ${className} ${JSON.stringify(columns)}`
  const { statement, cells } = keptFor(tracker, reader, question, (compiled) => rowsFor(compiled, className, columns))
  const answer = await runWith<RawRow>(sql, statement, [ids])
  try {
    const rows = new Map(rowsOf(answer, cells).map((row) => [row.id, row]))
    return ids.flatMap((one) => rows.get(one) ?? [])
  } catch (error) {
    if (!(error instanceof ClassHasGrown)) throw error
    return await readRows(sql, tracker, reader, { className, columns }, ids)
  }
}

const IDS = new Place(0)

function rowsFor(
  compiled: Compilation,
  className: string,
  columns: ReadQuery['columns'],
): Omit<ComposedPage, 'snippets'> {
  const scope = openScope(compiled, className)
  const cells = new PageCells(scope, columns, { ids: anyId(IDS), isFirst: raw('row_number() over () = 1') })
  const id = column(scope, 'id')
  const where = allOf([part`${id} = ${anyId(IDS)}`, visibleRows(scope)])
  const text = part`select ${id} as _id, ${ownColumns(scope)}${cells.terms} from ${table(scope)}${cells.joins} where ${where}`
  return { statement: statementOf(text), cells }
}

function rowsOf(answer: readonly RawRow[], cells: PageCells, snippets: SnippetSql | null = null): readonly Row[] {
  if (answer.length === 0) return []
  const shared = cells.readShared(answer[0]!)
  return answer.map((row) => {
    const read = {
      id: row['_id'] as number,
      revision: row['_revision'] as number,
      retired: row['_retired'] as boolean,
      cells: cells.cells(row, shared),
    }
    const snippet = snippets?.read(row)
    return snippet ? { ...read, snippet } : read
  })
}
