import type { Value } from '../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { intervalSeconds, printInterval } from '../../values/interval.ts'
import type { Interval } from '../../values/interval.ts'
import type { Sql } from '../database.ts'
import { keepContent } from '../files/content.ts'
import { join, name, part, raw, run, send } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'

/** Values to write, automatic ones included; `contentHash` only where the content is another. */
export interface NodeWrite {
  readonly id: number
  readonly values: Readonly<Record<string, Value>>
  readonly contentHash?: Uint8Array | null
  /** The bytes of that hash, where they may be new. */
  readonly content?: Uint8Array | undefined
  readonly links: readonly LinkWrite[]
}

/** What comes to a multilink and what goes. */
export interface LinkWrite {
  readonly property: string
  readonly added: readonly number[]
  readonly removed: readonly number[]
}

/** Takes the next ids of some classes, as many as are wanted of each; one statement. A rollback does not give them back. */
export async function nextIds(
  sql: Sql,
  wanted: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const ids = new Map([...wanted.keys()].map((className) => [className, [] as number[]]))
  if (ids.size === 0) return ids
  const selects = [...wanted].map(
    ([className, count]) =>
      part`select ${raw(`'${className}'`)} as class, nextval(${raw(`'"_${className}_id"'`)}::regclass)::integer as id from generate_series(1, ${count}::integer)`,
  )
  const rows = await run<{ class: string; id: number }>(sql, join(selects, ' union all '))
  for (const row of rows) ids.get(row.class)!.push(row.id)
  return ids
}

/** Lets the class count on from its highest id, after nodes were written with ids of their own. */
export async function countOnFromHighest(sql: Sql, className: string): Promise<void> {
  const sequence = `"_${className}_id"`
  await run(
    sql,
    part`select setval(${sequence}::regclass, greatest((select max(id) from ${name(className)}), 1), exists (select from ${name(className)}))`,
  )
}

/** The row, its links and its content in one statement. */
export function insertNode(sql: Sql, schema: ClassSchema, write: NodeWrite): void {
  const columns = columnsOf(schema, write)
  const names = columns.map((column) => column.name)
  const values = columns.map((column) => column.value)
  sendWith(
    sql,
    besidesRow(schema, write),
    part`insert into ${name(schema.name)} (id, ${join(names, ', ')}) values (${write.id}, ${join(values, ', ')})`,
  )
}

/** The same for a row that is there. Raises the revision by one. */
export function updateNode(sql: Sql, schema: ClassSchema, write: NodeWrite): void {
  const settings = columnsOf(schema, write).map((column) => part`${column.name} = ${column.value}`)
  sendWith(
    sql,
    besidesRow(schema, write),
    part`update ${name(schema.name)} set ${join([raw('_revision = _revision + 1'), ...settings], ', ')} where id = ${write.id}`,
  )
}

/** All of them as one statement: their foreign keys are checked when the last is done. */
function sendWith(sql: Sql, besides: readonly Fragment[], statement: Fragment): void {
  if (besides.length === 0) return send(sql, statement)
  const named = besides.map((one, index) => part`${raw(`w${index}`)} as (${one})`)
  send(sql, part`with ${join(named, ', ')} ${statement}`)
}

function besidesRow(schema: ClassSchema, { id, links, content, contentHash }: NodeWrite): readonly Fragment[] {
  const kept = content && contentHash ? [keepContent(contentHash, content)] : []
  return [...kept, ...links.flatMap((link) => linkStatements(schema, id, link))]
}

function linkStatements(schema: ClassSchema, id: number, { property, added, removed }: LinkWrite): readonly Fragment[] {
  const table = name(`${schema.name}.${property}`)
  const statements: Fragment[] = []
  if (removed.length > 0)
    statements.push(part`delete from ${table} where node = ${id} and target = any(${removed}::integer[])`)
  if (added.length > 0)
    statements.push(part`insert into ${table} (node, target) select ${id}, unnest(${added}::integer[])`)
  return statements
}

/** Retired nodes keep their values and revision history; the key becomes free. Raises the revision by one. */
export function setRetired(sql: Sql, schema: ClassSchema, id: number, retired: boolean): void {
  send(sql, part`update ${name(schema.name)} set _retired = ${retired}, _revision = _revision + 1 where id = ${id}`)
}

interface ColumnWrite {
  readonly name: Fragment
  readonly value: Fragment
}

function columnsOf(schema: ClassSchema, write: NodeWrite): ColumnWrite[] {
  const columns = Object.entries(write.values).flatMap(([property, value]) =>
    propertyColumns(schema.properties.get(property)!, value),
  )
  if (write.contentHash !== undefined) columns.push({ name: raw('_content'), value: part`${write.contentHash}` })
  return columns
}

function propertyColumns(property: PropertySchema, value: Value): ColumnWrite[] {
  if (property.type === 'multilink') return []
  if (property.type !== 'interval') return [{ name: name(property.name), value: part`${value}` }]
  const length = value as Interval | null
  return [
    { name: name(property.name), value: part`${length && printInterval(length)}` },
    { name: name(`_${property.name}_seconds`), value: part`${length && intervalSeconds(length)}` },
  ]
}
