import type { Value } from '../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { readInterval } from '../../values/interval.ts'
import type { Sql } from '../database.ts'
import { anyId, join, name, part, quoted, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import type { StoredNode } from './stored-node.ts'

export interface LoadOptions {
  /** Locks the rows until the transaction ends, in the order of their ids. */
  readonly lock?: boolean
  /** Reads the computed multilinks as well. */
  readonly computed?: boolean
}

/** The nodes with these ids, by id, retired ones included; one statement. Those that are not there are left out. */
export async function loadNodes(
  sql: Sql,
  schema: ClassSchema,
  ids: readonly number[],
  options: LoadOptions = {},
): Promise<StoredNode[]> {
  if (ids.length === 0) return []
  return select(sql, schema, part`t.id = ${anyId(ids)} order by t.id`, options)
}

/** The live node with that key, or null. Compared case by case, as Roundup does. */
export async function findByKey(sql: Sql, schema: ClassSchema, key: string): Promise<number | null> {
  const column = name(schema.key!)
  const rows = await run<{ id: number }>(
    sql,
    part`select id from ${name(schema.name)} where ${column} = ${key} and not _retired`,
  )
  return rows[0]?.id ?? null
}

/** Which of these nodes are there and not retired, class by class; one statement for all classes. */
export async function liveIds(
  sql: Sql,
  wanted: ReadonlyMap<string, readonly number[]>,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const live = new Map([...wanted.keys()].map((className) => [className, new Set<number>()]))
  const asked = [...wanted].filter(([, ids]) => ids.length > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  if (asked.length === 0) return live
  const selects = asked.map(
    ([className, ids]) =>
      part`select ${raw(`'${className}'`)} as class, id from ${name(className)} where id = ${anyId(ids)} and not _retired`,
  )
  const rows = await run<{ class: string; id: number }>(sql, join(selects, ' union all '))
  for (const row of rows) live.get(row.class)!.add(row.id)
  return live
}

async function select(sql: Sql, schema: ClassSchema, where: Fragment, options: LoadOptions): Promise<StoredNode[]> {
  const properties = [...schema.properties.values()].filter((property) => options.computed || !property.computedFrom)
  const lock = options.lock ? raw(' for update of t') : raw('')
  const columns = join(
    properties.map((property) => columnOf(schema, property)),
    ', ',
  )
  const content = schema.hasContent ? raw(', t._content') : raw('')
  const rows = await run<Record<string, unknown>>(
    sql,
    part`select t.id, t._revision, t._retired${content}, ${columns} from ${name(schema.name)} t where ${where}${lock}`,
  )
  return rows.map((row) => nodeOf(schema, properties, row))
}

function columnOf(schema: ClassSchema, property: PropertySchema): Fragment {
  const alias = quoted(property.name)
  if (property.type !== 'multilink') return raw(`t.${alias}`)
  const from = property.computedFrom
  if (!from)
    return raw(
      `array(select target from ${quoted(`${schema.name}.${property.name}`)} where node = t.id order by target) as ${alias}`,
    )
  const table = quoted(`${from.className}.${from.property}`)
  const linking = quoted(from.className)
  return raw(
    `array(select l.node from ${table} l join ${linking} n on n.id = l.node where l.target = t.id and not n._retired order by l.node) as ${alias}`,
  )
}

function nodeOf(schema: ClassSchema, properties: readonly PropertySchema[], row: Record<string, unknown>): StoredNode {
  const values: Record<string, Value> = {}
  for (const property of properties) values[property.name] = valueOf(property, row[property.name])
  return {
    className: schema.name,
    id: row['id'] as number,
    revision: row['_revision'] as number,
    retired: row['_retired'] as boolean,
    values,
    contentHash: (row['_content'] as Uint8Array | undefined) ?? null,
  }
}

function valueOf(property: PropertySchema, stored: unknown): Value {
  if (stored === null) return null
  return property.type === 'interval' ? readInterval(stored as string) : (stored as Value)
}
