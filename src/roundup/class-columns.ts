import type { ClassSchema, PropertySchema } from '../schema/tracker.ts'

/** What one column of a class's file is. */
export type Column =
  | { readonly kind: 'id' }
  | { readonly kind: 'retired' }
  /** `index` counts the properties that are stored, in the order of {@link storedProperties}. */
  | { readonly kind: 'property'; readonly property: PropertySchema; readonly index: number }
  /** Reverse multilinks: Roundup writes them, they follow from the others. */
  | { readonly kind: 'computed'; readonly property: PropertySchema }
  /** Not in the schema: may only hold None. */
  | { readonly kind: 'unknown'; readonly name: string }

export const RETIRED_COLUMN = 'is retired'

/** The properties a node's row holds, automatic ones included. */
export function storedProperties(schema: ClassSchema): readonly PropertySchema[] {
  return [...schema.properties.values()].filter((property) => property.computedFrom === null)
}

export interface Header {
  readonly names: readonly string[]
  readonly columns: readonly Column[]
  readonly idColumn: number
}

/** @returns the columns, or sentences about what is wrong with them. */
export function readHeader(schema: ClassSchema, names: readonly string[]): Header | readonly string[] {
  const faults: string[] = []
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) faults.push(`the column ${JSON.stringify(twice)} is there twice`)
  for (const needed of ['id', RETIRED_COLUMN])
    if (!names.includes(needed))
      faults.push(`the column ${JSON.stringify(needed)} is missing: is this the first line of an export?`)
  if (faults.length > 0) return faults

  const stored = storedProperties(schema)
  return { names, columns: names.map((name) => columnOf(schema, stored, name)), idColumn: names.indexOf('id') }
}

function columnOf(schema: ClassSchema, stored: readonly PropertySchema[], name: string): Column {
  if (name === 'id') return { kind: 'id' }
  if (name === RETIRED_COLUMN) return { kind: 'retired' }
  const property = schema.properties.get(name)
  if (!property) return { kind: 'unknown', name }
  return property.computedFrom
    ? { kind: 'computed', property }
    : { kind: 'property', property, index: stored.indexOf(property) }
}
