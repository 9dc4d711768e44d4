import type { BuiltSchema } from './built-schema.ts'
import type { Catalogue, CatalogueTable } from './catalogue.ts'
import type { Step } from './plan.ts'
import { addColumn, addForeignKey, changeColumnType, createIndex, createSequence, createTable } from './table-sql.ts'
import type { Column, Table } from './table-shape.ts'
import { quoteName } from './table-shape.ts'
import { idSequence } from './tables.ts'

/** Types that may become another without a loss: `number` made double, `integer` made a double `number`. */
const WIDENING: Readonly<Record<string, readonly string[]>> = {
  real: ['double precision'],
  integer: ['double precision'],
}

export interface Comparison {
  readonly steps: readonly Step[]
  readonly refusals: readonly string[]
}

/** What has to happen to the tables that are there, for the wanted ones to be there. Drops nothing that holds values. */
export function compareTables(wanted: readonly Table[], catalogue: Catalogue, built: BuiltSchema | null): Comparison {
  const parts = wanted.map((table): Comparison => {
    const existing = catalogue.tables.get(table.name)
    if (!existing) return { steps: [creation(table, catalogue)], refusals: [] }
    if (!isOurs(table, built)) return { steps: [], refusals: [foreignTable(table)] }
    return compareTable(table, existing)
  })
  return { steps: parts.flatMap((part) => part.steps), refusals: parts.flatMap((part) => part.refusals) }
}

function isOurs(table: Table, built: BuiltSchema | null): boolean {
  const known = built?.classes[table.className]
  return known !== undefined && (table.property === null || Object.hasOwn(known.properties, table.property))
}

function foreignTable(table: Table): string {
  return `The table ${quoteName(table.name)} is there already, and Muster did not make it: rename it, or what needs it in the schema`
}

function creation(table: Table, catalogue: Catalogue): Step {
  const needsSequence = table.property === null && !catalogue.sequences.has(idSequence(table.className))
  return {
    kind: 'add',
    summary: table.property === null ? `add the class ${table.className}` : `add the multilink ${table.name}`,
    statements: [
      ...(needsSequence ? [createSequence(idSequence(table.className))] : []),
      createTable(table),
      ...table.indexes.map((index) => createIndex(table, index)),
    ],
    late: table.foreignKeys.map((key) => addForeignKey(table, key)),
  }
}

function compareTable(table: Table, existing: CatalogueTable): Comparison {
  const refusals: string[] = []
  const columns = table.columns.flatMap((column) => compareColumn(table, column, existing, refusals))
  return { steps: [...columns, ...compareIndexes(table, existing), ...compareForeignKeys(table, existing)], refusals }
}

function compareColumn(table: Table, column: Column, existing: CatalogueTable, refusals: string[]): Step[] {
  const place = `${table.className}.${column.name}`
  const type = existing.columns.get(column.name)
  if (type === column.type) return []
  if (type === undefined)
    return [{ kind: 'add', summary: `add ${place}`, statements: [addColumn(table, column)], late: [] }]
  if (WIDENING[type]?.includes(column.type)) {
    const summary = `widen ${place} from ${type} to ${column.type}`
    return [{ kind: 'change', summary, statements: [changeColumnType(table, column)], late: [] }]
  }
  refusals.push(`${place} is ${type} in the database, and the schema needs ${column.type}: ${otherWay(place)}`)
  return []
}

/** The way out of every change that could lose values. */
export function otherWay(place: string): string {
  return `add a property of another name, move the values, then drop the old one with --drop ${place}`
}

/** Indexes hold nothing of their own, so one of ours that is no longer wanted goes without a word. */
function compareIndexes(table: Table, existing: CatalogueTable): Step[] {
  const primaryKey = `_${table.name}.id`
  const names = new Set(table.indexes.map((index) => index.name))
  const missing = table.indexes.filter((index) => !existing.indexes.has(index.name))
  const superfluous = [...existing.indexes].filter(
    (name) => name.startsWith(`_${table.name}.`) && name !== primaryKey && !names.has(name),
  )
  return [
    ...superfluous.map((name): Step => ({
      kind: 'tidy',
      summary: `drop the index ${name}`,
      statements: [`drop index ${quoteName(name)}`],
      late: [],
    })),
    ...missing.map((index): Step => ({
      kind: 'add',
      summary: `add the index ${index.name}`,
      statements: [createIndex(table, index)],
      late: [],
    })),
  ]
}

function compareForeignKeys(table: Table, existing: CatalogueTable): Step[] {
  const missing = table.foreignKeys.filter((key) => !existing.foreignKeys.has(key.name))
  return missing.map((key) => ({
    kind: 'add',
    summary: `let the database check that ${table.name}.${key.column} names what is there`,
    statements: [],
    late: [addForeignKey(table, key)],
  }))
}
