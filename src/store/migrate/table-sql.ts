import type { Column, ForeignKey, Index, Table } from './table-shape.ts'
import { quoteName } from './table-shape.ts'

/* Data definition has no parameters: names come from a checked schema and are quoted. */

export function createTable(table: Table): string {
  const columns = table.columns.map(columnSql)
  const key = `constraint ${quoteName(`_${table.name}.id`)} primary key (${table.primaryKey.map(quoteName).join(', ')})`
  return `create table ${quoteName(table.name)} (\n  ${[...columns, key].join(',\n  ')}\n)`
}

export function addColumn(table: Table, column: Column): string {
  return `alter table ${quoteName(table.name)} add column ${columnSql(column)}`
}

export function changeColumnType(table: Table, column: Column): string {
  const name = quoteName(column.name)
  return `alter table ${quoteName(table.name)} alter column ${name} type ${column.type} using ${name}::${column.type}`
}

export function createIndex(table: Table, index: Index): string {
  return `create ${index.unique ? 'unique ' : ''}index ${quoteName(index.name)} on ${quoteName(table.name)} ${index.on}`
}

/** Deferred, so that the parts of one change may be written in any order. */
export function addForeignKey(table: Table, key: ForeignKey): string {
  return (
    `alter table ${quoteName(table.name)} add constraint ${quoteName(key.name)} ` +
    `foreign key (${quoteName(key.column)}) references ${key.target} deferrable initially deferred`
  )
}

export function createSequence(name: string): string {
  return `create sequence ${quoteName(name)} as integer`
}

function columnSql(column: Column): string {
  const parts = [quoteName(column.name), column.type]
  if (column.notNull) parts.push('not null')
  if (column.default !== null) parts.push(`default ${column.default}`)
  return parts.join(' ')
}
