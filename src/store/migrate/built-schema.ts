import { sql as text } from 'kysely'
import type { PropertyDefinition } from '../../schema/property.ts'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { isThreadClass, textProperties, threadSources } from '../search/texts.ts'

/** What a database was built for: the part of a tracker's schema that can be written as JSON. */
export interface BuiltSchema {
  readonly classes: Readonly<Record<string, BuiltClass>>
}
export interface BuiltClass {
  readonly kind: string
  readonly key: string | null
  readonly options: Readonly<Record<string, unknown>>
  /** What the search index holds of it: `title`, `description`, and of a thread `messages: content`. */
  readonly searched: readonly string[]
  /** Declared properties; automatic and computed ones follow from the rest. */
  readonly properties: Readonly<Record<string, BuiltProperty>>
}
export type BuiltProperty = Readonly<Record<string, unknown>> & {
  readonly type: PropertyDefinition['type']
  readonly to?: string
}

export function builtSchemaOf(tracker: Tracker): BuiltSchema {
  const classes = [...tracker.classes.values()].map((schema) => [schema.name, builtClassOf(tracker, schema)] as const)
  return { classes: Object.fromEntries(classes) }
}

function builtClassOf(tracker: Tracker, schema: ClassSchema): BuiltClass {
  const declared = [...schema.properties.values()].filter((property) => !property.automatic && !property.computedFrom)
  const properties = declared.map((property): [string, BuiltProperty] => [
    property.name,
    property.to === null ? { ...property.definition } : { ...property.definition, to: property.to },
  ])
  const { kind, key, options } = schema
  return plain({
    kind,
    key,
    options: { ...options },
    searched: searchedTexts(tracker, schema),
    properties: Object.fromEntries(properties),
  })
}

function searchedTexts(tracker: Tracker, schema: ClassSchema): string[] {
  if (!isThreadClass(schema))
    return textProperties(schema)
      .map(({ name }) => name)
      .sort()
  const sources = threadSources(tracker, schema)
  return sources.flatMap(({ link, texts }) => texts.map(({ name }) => (link ? `${link.name}: ${name}` : name))).sort()
}

/** As it comes back from the database: what is undefined is absent. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

export interface Built {
  /** Name of the tracker's folder; null while there is nothing. */
  readonly tracker: string | null
  readonly schema: BuiltSchema
}
export const NOTHING_BUILT: Built = { tracker: null, schema: { classes: {} } }

export async function readBuiltSchema(sql: Sql): Promise<Built> {
  const { rows } = await text<Built>`select tracker, built as schema from _schema`.execute(sql)
  return rows[0] ?? NOTHING_BUILT
}

export async function writeBuiltSchema(sql: Sql, tracker: Tracker, built: BuiltSchema): Promise<void> {
  await text`
    insert into _schema (tracker, built) values (${tracker.name}, ${JSON.stringify(built)})
    on conflict (only_row) do update set tracker = excluded.tracker, built = excluded.built, built_at = now()
  `.execute(sql)
}
