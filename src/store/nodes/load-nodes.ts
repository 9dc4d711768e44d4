import type { Value } from '../../schema/property.ts'
import type { Condition } from '../../schema/filter-spec.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../../schema/tracker.ts'
import { readInterval } from '../../values/interval.ts'
import { PLANNED_FOR_VALUES } from '../database.ts'
import type { Sql } from '../database.ts'
import { anyId, join, name, part, quoted, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { matching } from '../filter/matching.ts'
import { column } from '../filter/scope.ts'
import type { Compilation } from '../filter/scope.ts'
import type { StoredNode } from './stored-node.ts'

export interface LoadOptions {
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

/**
 * Locks rows until the transaction ends, in the order of their ids. To be read by a statement of its own: the one
 * that waits for a lock sees multilinks as they were before it waited.
 */
export async function lockNodes(sql: Sql, schema: ClassSchema, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await run(sql, part`select id from ${name(schema.name)} where id = ${anyId(ids)} order by id for update`)
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

/** Nodes that are asked for by their ids and by their keys, class by class. */
export interface Wanted {
  readonly ids: ReadonlyMap<string, readonly number[]>
  readonly keys: ReadonlyMap<string, readonly string[]>
}

export interface LiveNode {
  readonly className: string
  readonly id: number
  /** Null where it was asked for by its id. */
  readonly key: string | null
}

/** Which of these nodes are there and not retired; one statement for all classes. */
export async function findLive(sql: Sql, tracker: Tracker, wanted: Wanted): Promise<readonly LiveNode[]> {
  const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
  const byIds = [...wanted.ids]
    .filter(([, ids]) => ids.length > 0)
    .sort(byName)
    .map(
      ([className, ids]) =>
        part`select ${raw(`'${className}'`)} as class, id, null::text as key from ${name(className)} where id = ${anyId(ids)} and not _retired`,
    )
  const byKeys = [...wanted.keys]
    .filter(([, keys]) => keys.length > 0)
    .sort(byName)
    .map(([className, keys]) => {
      const key = name(tracker.classes.get(className)!.key!)
      return part`select ${raw(`'${className}'`)} as class, id, ${key} as key from ${name(className)} where ${key} = any((select ${keys}::text[])::text[]) and not _retired`
    })
  if (byIds.length + byKeys.length === 0) return []
  const rows = await run<{ class: string; id: number; key: string | null }>(
    sql,
    join([...byIds, ...byKeys], ' union all '),
  )
  return rows.map((row) => ({ className: row.class, id: row.id, key: row.key }))
}

/** Live nodes for which a condition holds, by id, `limit` at most; one statement. */
export async function loadMatching(
  sql: Sql,
  compiled: Compilation,
  className: string,
  where: Condition,
  limit: number,
): Promise<StoredNode[]> {
  const { scope, from, where: condition } = matching(compiled, { className, where, order: [], columns: [], limit })
  const ids = part`select ${column(scope, 'id')} from ${from} where ${condition} order by ${column(scope, 'id')} limit ${raw(String(limit))}`
  return select(sql, scope.schema, part`t.id in (${ids}) order by t.id`, {}, PLANNED_FOR_VALUES)
}

async function select(
  sql: Sql,
  schema: ClassSchema,
  where: Fragment,
  options: LoadOptions,
  begin = '',
): Promise<StoredNode[]> {
  const properties = [...schema.properties.values()].filter((property) => options.computed || !property.computedFrom)
  const columns = join(
    properties.map((property) => columnOf(schema, property)),
    ', ',
  )
  const content = schema.hasContent ? raw(', t._content') : raw('')
  const rows = await run<Record<string, unknown>>(
    sql,
    part`${raw(begin)}select t.id, t._revision, t._retired${content}, ${columns} from ${name(schema.name)} t where ${where}`,
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
