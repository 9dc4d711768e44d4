import type { Value } from '../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { readInterval } from '../../values/interval.ts'
import type { Sql } from '../database.ts'
import { quoted, raw, run } from '../filter/fragment.ts'

/** A node as it lies in the database, with nothing looked up for a reader. */
export interface StoredBack {
  readonly id: number
  readonly retired: boolean
  /** Stored and computed properties. */
  readonly values: ReadonlyMap<string, Value>
  readonly kept: readonly { readonly property: string; readonly value: unknown; readonly reason: string }[]
  /** SHA-256 of the bytes that are there now, and how many; null where there are none. */
  readonly content: { readonly hash: Buffer; readonly size: number } | null
}

export interface StoredEntry {
  readonly node: number
  readonly sequence: number
  readonly at: Date
  readonly actor: number | null
  readonly actorName: string | null
  readonly action: string
  readonly changes: Readonly<Record<string, unknown>> | null
  readonly linker: { readonly className: string; readonly id: number; readonly property: string } | null
}

const FETCHED_NODES = 1000
const FETCHED_ENTRIES = 4000

/** All nodes of a class by ascending id, retired ones included, through a cursor of the transaction. */
export async function* readNodesBack(sql: Sql, schema: ClassSchema): AsyncGenerator<StoredBack, void> {
  const properties = [...schema.properties.values()]
  const columns = [
    't.id',
    't._retired',
    ...properties.map((property) => columnOf(schema, property)),
    keptColumn(schema),
  ]
  const content = schema.hasContent ? ', sha256(c.bytes) as "_hash", octet_length(c.bytes) as "_size"' : ''
  const join = schema.hasContent ? ' left join _content c on c.hash = t._content' : ''
  const select = `select ${columns.join(', ')}${content} from ${quoted(schema.name)} t${join} order by t.id`
  for await (const row of fetchAll<Record<string, unknown>>(sql, '_nodes_back', select, FETCHED_NODES))
    yield {
      id: row['id'] as number,
      retired: row['_retired'] as boolean,
      values: new Map(properties.map((property) => [property.name, valueOf(property, row[property.name])])),
      kept: (row['_kept'] as StoredBack['kept'] | null) ?? [],
      content: row['_hash'] ? { hash: row['_hash'] as Buffer, size: row['_size'] as number } : null,
    }
}

/** The journal of a class, node by node, oldest entry first. */
export async function* readEntriesBack(sql: Sql, className: string): AsyncGenerator<StoredEntry, void> {
  const select =
    'select node, sequence, at, actor, actor_name, action, changes, linker_class, linker_node, linker_property ' +
    `from _journal where class = ${literal(className)} order by node, sequence`
  for await (const row of fetchAll<Record<string, unknown>>(sql, '_entries_back', select, FETCHED_ENTRIES))
    yield {
      node: row['node'] as number,
      sequence: row['sequence'] as number,
      at: row['at'] as Date,
      actor: row['actor'] as number | null,
      actorName: row['actor_name'] as string | null,
      action: row['action'] as string,
      changes: row['changes'] as StoredEntry['changes'],
      linker:
        row['linker_class'] === null
          ? null
          : {
              className: row['linker_class'] as string,
              id: row['linker_node'] as number,
              property: row['linker_property'] as string,
            },
    }
}

/** What stands beside the history of a class's nodes: sequence number → the parameters as they were written. */
export async function readKeptEntries(sql: Sql, className: string): Promise<ReadonlyMap<number, string>> {
  const rows = await run<{ sequence: number; literal: string }>(
    sql,
    raw(
      `select (value->>'sequence')::bigint as sequence, value->>'literal' as literal from _dangling where class = ${literal(className)} and property = '' and value ? 'sequence'`,
    ),
  )
  return new Map(rows.map((row) => [row.sequence, row.literal]))
}

async function* fetchAll<Row>(sql: Sql, cursor: string, select: string, batch: number): AsyncGenerator<Row, void> {
  await run(sql, raw(`declare ${cursor} no scroll cursor for ${select}`))
  for (;;) {
    const rows = await run<Row>(sql, raw(`fetch ${batch} from ${cursor}`))
    yield* rows
    if (rows.length < batch) break
  }
  await run(sql, raw(`close ${cursor}`))
}

function columnOf(schema: ClassSchema, property: PropertySchema): string {
  const name = quoted(property.name)
  if (property.type !== 'multilink') return `t.${name}`
  const from = property.computedFrom
  if (!from)
    return `array(select target from ${quoted(`${schema.name}.${property.name}`)} where node = t.id order by target) as ${name}`
  const links = quoted(`${from.className}.${from.property}`)
  return `array(select l.node from ${links} l join ${quoted(from.className)} n on n.id = l.node where l.target = t.id and not n._retired order by l.node) as ${name}`
}

function keptColumn(schema: ClassSchema): string {
  return (
    "(select jsonb_agg(jsonb_build_object('property', d.property, 'value', d.value, 'reason', d.reason)) " +
    `from _dangling d where d.class = ${literal(schema.name)} and d.node = t.id and d.property <> '') as "_kept"`
  )
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function valueOf(property: PropertySchema, stored: unknown): Value {
  if (stored === null) return null
  return property.type === 'interval' ? readInterval(stored as string) : (stored as Value)
}
