import type { Reader } from '../../schema/filter-spec.ts'
import type { LinkCell } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { join, part, raw, run } from './fragment.ts'
import { labelsSql } from './labels-sql.ts'
import { compilation } from './scope.ts'

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
  const compiled = compilation(tracker, reader)
  const selects = classNames.map((className, index) => {
    const ids = part`select unnest(${wanted.get(className)}::integer[])`
    return part`(${labelsSql(compiled, className, [ids], false)}) as ${raw(`l${index}`)}`
  })
  const [row] = await run<Record<string, [number, string | null, boolean][] | null>>(sql, part`select ${join(selects, ', ')}`)
  return new Map(
    classNames.map((className, index) => [
      className,
      new Map((row![`l${index}`] ?? []).map(([id, label, retired]) => [id, { id, label, retired }])),
    ]),
  )
}
