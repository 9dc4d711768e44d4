import type { Value } from '../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { intervalSeconds, printInterval } from '../../values/interval.ts'
import type { Interval } from '../../values/interval.ts'
import type { Sql } from '../database.ts'
import { join, name, part, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'

/** Values to write, automatic ones included; `contentHash` only where the content is another. */
export interface NodeWrite {
  readonly id: number
  readonly values: Readonly<Record<string, Value>>
  readonly contentHash?: Uint8Array | null
}

/** What comes to a multilink and what goes. */
export interface LinkWrite {
  readonly property: string
  readonly added: readonly number[]
  readonly removed: readonly number[]
}

/** Takes the next ids of the class. A rollback does not give them back. */
export async function nextIds(sql: Sql, className: string, count: number): Promise<number[]> {
  const sequence = `"_${className}_id"`
  const rows = await run<{ id: number }>(
    sql,
    part`select nextval(${sequence}::regclass)::integer as id from generate_series(1, ${count}::integer)`,
  )
  return rows.map((row) => row.id)
}

/** Lets the class count on from its highest id, after nodes were written with ids of their own. */
export async function countOnFromHighest(sql: Sql, className: string): Promise<void> {
  const sequence = `"_${className}_id"`
  await run(
    sql,
    part`select setval(${sequence}::regclass, greatest((select max(id) from ${name(className)}), 1), exists (select from ${name(className)}))`,
  )
}

export async function insertNode(sql: Sql, schema: ClassSchema, write: NodeWrite): Promise<void> {
  const columns = columnsOf(schema, write)
  await run(
    sql,
    part`insert into ${name(schema.name)} (id, ${join(
      columns.map((column) => column.name),
      ', ',
    )})
         values (${write.id}, ${join(
           columns.map((column) => column.value),
           ', ',
         )})`,
  )
}

/** @returns the new revision. */
export async function updateNode(sql: Sql, schema: ClassSchema, write: NodeWrite): Promise<number> {
  const settings = columnsOf(schema, write).map((column) => part`${column.name} = ${column.value}`)
  const rows = await run<{ revision: number }>(
    sql,
    part`update ${name(schema.name)} set ${join([raw('_revision = _revision + 1'), ...settings], ', ')}
         where id = ${write.id} returning _revision as revision`,
  )
  return rows[0]!.revision
}

/** Retired nodes keep their values and revision history; the key becomes free. @returns the new revision. */
export async function setRetired(sql: Sql, schema: ClassSchema, id: number, retired: boolean): Promise<number> {
  const rows = await run<{ revision: number }>(
    sql,
    part`update ${name(schema.name)} set _retired = ${retired}, _revision = _revision + 1 where id = ${id} returning _revision as revision`,
  )
  return rows[0]!.revision
}

export async function writeLinks(
  sql: Sql,
  schema: ClassSchema,
  id: number,
  links: readonly LinkWrite[],
): Promise<void> {
  for (const { property, added, removed } of links) {
    const table = name(`${schema.name}.${property}`)
    if (removed.length > 0)
      await run(sql, part`delete from ${table} where node = ${id} and target = any(${removed}::integer[])`)
    if (added.length > 0)
      await run(sql, part`insert into ${table} (node, target) select ${id}, unnest(${added}::integer[])`)
  }
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
