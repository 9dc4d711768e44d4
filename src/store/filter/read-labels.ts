import type { Reader } from '../../schema/filter-spec.ts'
import type { LinkCell } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { anyId, join, part, Place, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { keptFor, runWith, statementOf } from './kept-statements.ts'
import { labelSql } from './linked-nodes.ts'
import { column, openScope, table } from './scope.ts'
import type { Compilation } from './scope.ts'

/** Class → id → how the reader sees that node where something names it. Nodes that are not there are left out. */
export type LabelsByClass = ReadonlyMap<string, ReadonlyMap<number, LinkCell>>

/** Labels of nodes of several classes, in one statement whatever their number. */
export async function readLabels(
  sql: Sql,
  tracker: Tracker,
  reader: Reader,
  wanted: ReadonlyMap<string, readonly number[]>,
): Promise<LabelsByClass> {
  const classNames = [...wanted.keys()]
  if (classNames.length === 0) return new Map()
  const statement = keptFor(tracker, reader, `labels ${classNames.join()}`, (compiled) => {
    const selects = classNames.map((className, index) => {
      return part`(${labelsSql(compiled, className, new Place(index))}) as ${raw(`l${index}`)}`
    })
    return statementOf(part`select ${join(selects, ', ')}`)
  })
  const [row] = await runWith<Record<string, [number, string | null, boolean][] | null>>(
    sql,
    statement,
    classNames.map((className) => wanted.get(className)!),
  )
  return new Map(
    classNames.map((className, index) => [
      className,
      new Map((row![`l${index}`] ?? []).map(([id, label, retired]) => [id, { id, label, retired }])),
    ]),
  )
}

/** A JSON array of [id, label, retired]. */
function labelsSql(compiled: Compilation, className: string, ids: Place): Fragment {
  const target = openScope(compiled, className)
  const triple = part`json_build_array(${column(target, 'id')}, ${labelSql(target)}, ${column(target, '_retired')})`
  return part`select json_agg(${triple}) from ${table(target)} where ${column(target, 'id')} = ${anyId(ids)}`
}
