import type { Reader } from '../../schema/filter-spec.ts'
import type { Page, ReadQuery, Row } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { PLANNED_EACH_TIME } from '../database.ts'
import { checkLimits } from './check-limits.ts'
import { visibleRows } from './condition-sql.ts'
import { allOf, anyId, part, raw, run } from './fragment.ts'
import { ClassHasGrown } from './linked-nodes.ts'
import { PageCells } from './page-cells.ts'
import type { RawRow } from './page-cells.ts'
import { pickFewSql, pickManySql } from './pick-found-sql.ts'
import { countSql, pickSql } from './pick-sql.ts'
import { column, compilation, openScope, table } from './scope.ts'

/**
 * One page of nodes as the reader may see them, in two statements, whatever its rows and columns. The first picks
 * the ids, with filter, permissions, order and count; it is planned for the values that it asks for. The second reads
 * the cells of these ids, asking the permissions again; its plan is always the same, so it is prepared. A search that
 * finds thousands picks twice.
 */
export async function readPage(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Page> {
  checkLimits(query)
  const { ids, more, total } = query.search
    ? await pickFound(sql, tracker, reader, query)
    : await pick(sql, tracker, reader, query)
  const rows = ids.length === 0 ? [] : await readRows(sql, tracker, reader, query, ids)
  return { rows, more, total }
}

interface Picked {
  readonly ids: readonly number[]
  readonly more: boolean
  readonly total: number | null
}

async function pick(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Picked> {
  const { limit, offset = 0, countUpTo = 0 } = query
  const compiled = compilation(tracker, reader)
  const answer = await run<{ id: number; total?: number }>(
    sql,
    part`${raw(PLANNED_EACH_TIME)}${pickSql(compiled, query)}`,
  )
  const { ids, more } = cutPage(answer, limit)
  if (countUpTo === 0) return { ids, more, total: null }
  if (more) return { ids, more, total: answer.at(-1)!.total! }
  if (ids.length > 0 || offset === 0) return { ids, more, total: Math.min(offset + ids.length, countUpTo) }

  /* A page behind the last one: only here is the count a statement of its own. */
  const [counted] = await run<{ total: number }>(sql, countSql(compilation(tracker, reader), query))
  return { ids, more, total: counted!.total }
}

function cutPage(answer: readonly { readonly id: number }[], limit: number | null): { ids: number[]; more: boolean } {
  const ids = answer.map(({ id }) => id)
  const more = limit !== null && ids.length > limit
  if (more) ids.pop()
  return { ids, more }
}

async function pickFound(sql: Sql, tracker: Tracker, reader: Reader, query: ReadQuery): Promise<Picked> {
  type Found = { readonly id: number; readonly total: number | null }
  const compiled = compilation(tracker, reader)
  const few = await run<{ id: number | null; total: number | null; many: true | null }>(
    sql,
    pickFewSql(compiled, query),
  )
  const isMany = few[0]!.many === true
  const found = isMany
    ? await run<Found>(sql, part`${raw(PLANNED_EACH_TIME)}${pickManySql(compilation(tracker, reader), query)}`)
    : few
  const answer = found.filter((row): row is Found => row.id !== null)
  const { ids, more } = cutPage(answer, query.limit)
  if (!query.countUpTo) return { ids, more, total: null }
  if (answer.length > 0 || !query.offset) return { ids, more, total: answer[0]?.total ?? 0 }

  /* A page behind the last one: the first knows how many there are. */
  return { ids, more, total: (await pickFound(sql, tracker, reader, { ...query, offset: 0, limit: 0 })).total }
}

/** Nodes with their cells, in the order of the ids; one that the reader may not see is left out. */
export async function readRows(
  sql: Sql,
  tracker: Tracker,
  reader: Reader,
  { className, columns }: Pick<ReadQuery, 'className' | 'columns'>,
  ids: readonly number[],
): Promise<readonly Row[]> {
  const scope = openScope(compilation(tracker, reader), className)
  const cells = new PageCells(scope, columns, ids)
  const own = ['id', '_revision', '_retired'].map((name) => column(scope, name))
  const where = allOf([part`${own[0]} = ${anyId(ids)}`, visibleRows(scope)])
  const answer = await run<RawRow>(
    sql,
    part`select ${own[0]} as _id, ${own[1]}, ${own[2]}${cells.terms} from ${table(scope)}${cells.joins} where ${where}`,
  )
  if (answer.length === 0) return []
  try {
    return inOrder(ids, answer, cells)
  } catch (error) {
    if (!(error instanceof ClassHasGrown)) throw error
    return await readRows(sql, tracker, reader, { className, columns }, ids)
  }
}

function inOrder(ids: readonly number[], answer: readonly RawRow[], cells: PageCells): readonly Row[] {
  const shared = cells.readShared(answer[0]!)
  const rows = new Map<number, Row>()
  for (const row of answer) {
    const id = row['_id'] as number
    rows.set(id, {
      id,
      revision: row['_revision'] as number,
      retired: row['_retired'] as boolean,
      cells: cells.cells(row, shared),
    })
  }
  return ids.flatMap((id) => rows.get(id) ?? [])
}
