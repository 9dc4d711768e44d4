import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'

/** A table that a load writes, and its columns in the order of a row. */
export interface LoadTable {
  readonly name: string
  readonly columns: readonly string[]
}

export const CONTENT: LoadTable = { name: '_content', columns: ['hash', 'bytes'] }
export const JOURNAL: LoadTable = {
  name: '_journal',
  columns: [
    'sequence',
    'class',
    'node',
    'at',
    'actor',
    'actor_name',
    'source',
    'action',
    'changes',
    'linker_class',
    'linker_node',
    'linker_property',
  ],
}
export const DANGLING: LoadTable = { name: '_dangling', columns: ['class', 'node', 'property', 'value', 'reason'] }

/** Properties with a place in the database, in the order of {@link LoadRow.values}. */
export function storedProperties(schema: ClassSchema): readonly PropertySchema[] {
  return [...schema.properties.values()].filter((property) => property.computedFrom === null)
}

export function classTable(schema: ClassSchema): LoadTable {
  const columns = storedProperties(schema).flatMap(columnsOf)
  return { name: schema.name, columns: ['id', ...columns, '_retired', ...(schema.hasContent ? ['_content'] : [])] }
}

function columnsOf(property: PropertySchema): string[] {
  if (property.type === 'multilink') return []
  return property.type === 'interval' ? [property.name, `_${property.name}_seconds`] : [property.name]
}

export function multilinkTable(schema: ClassSchema, property: PropertySchema): LoadTable {
  return { name: `${schema.name}.${property.name}`, columns: ['node', 'target'] }
}

/** Every table of a load. Its place in the list is how pieces of rows name it. */
export function loadTables(classes: Iterable<ClassSchema>): readonly LoadTable[] {
  const own = [...classes].flatMap((schema) => [
    classTable(schema),
    ...storedProperties(schema)
      .filter((property) => property.type === 'multilink')
      .map((property) => multilinkTable(schema, property)),
  ])
  return [CONTENT, JOURNAL, DANGLING, ...own]
}
