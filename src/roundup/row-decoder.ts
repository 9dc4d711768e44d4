import type { Value } from '../schema/property.ts'
import type { Column } from './class-columns.ts'
import { CsvCells } from './csv-cells.ts'
import type { Kept, KeptReason } from './decode-value.ts'
import { decodeValue, storableText, WrongType } from './decode-value.ts'
import type { ExportedRow } from './exported-node.ts'
import type { ExportedClass } from './exported-class.ts'
import type { IdSet } from './id-set.ts'
import { LiteralError } from './literal-error.ts'
import { cellText } from './literal-text.ts'
import type { Literal } from './python-literal.ts'
import { LiteralReader } from './python-literal.ts'

/** Reads the rows of one class, and remembers the literals of the last one: the history is reconstructed from them. */
export class RowDecoder {
  readonly #exported: ExportedClass
  readonly #columns: readonly Column[]
  /** For each column, the nodes that it may link to. */
  readonly #targets: readonly (IdSet | null)[]
  readonly #cells = new CsvCells()
  readonly #literals = new LiteralReader()
  readonly #columnOf: ReadonlyMap<string, number>
  /** Where the values of `creation` and `activity` stand. */
  readonly #instants: { readonly creation: number; readonly activity: number }
  #current: (Literal | undefined)[] = []

  constructor(exported: ExportedClass, columns: readonly Column[], idsOf: (className: string) => IdSet) {
    this.#exported = exported
    this.#columns = columns
    this.#targets = columns.map((column) => (column.kind === 'property' && column.property.to !== null ? idsOf(column.property.to) : null))
    const indexOf = (name: string): number => exported.stored.findIndex((property) => property.name === name)
    this.#instants = { creation: indexOf('creation'), activity: indexOf('activity') }
    this.#columnOf = new Map(columns.map((column, at) => [column.kind === 'property' ? column.property.name : '', at]))
  }

  /** What the last row that was read writes for a property; undefined when the export has no such column. */
  readonly current = (property: string): Literal | undefined => {
    const column = this.#columnOf.get(property)
    return column === undefined ? undefined : this.#current[column]
  }

  /** Between the history of a node without a row. */
  forget(): void {
    this.#current = []
  }

  /** @returns null when something in the row is wrong, which is among the faults then. */
  read(offset: number, length: number): ExportedRow | null {
    const bytes = this.#exported.rowFile.slice(offset, length)
    const cells = this.#cells.open(bytes, 0, bytes.length)
    const row = { retired: false, values: this.#unset(), kept: [] as Kept[], faults: 0 }
    this.#current = new Array<Literal | undefined>(this.#columns.length)
    try {
      let at = 0
      for (; cells.next(); at++) this.#readCell(at, row, offset)
      if (at !== this.#columns.length) this.#fault(offset, null, this.#countMessage(at), row)
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      this.#fault(offset, cells.columnOf(error.at), error.message, row)
    }
    if (row.faults > 0) return null
    this.#setInstants(row)
    return row
  }

  /** Every node has the instants of its creation and last activity; where an old one lacks them, the nearest known. */
  #setInstants(row: { values: Value[]; kept: Kept[] }): void {
    const { creation, activity } = this.#instants
    const known = row.values[creation] ?? row.values[activity] ?? new Date(0)
    for (const [index, property] of [
      [creation, 'creation'],
      [activity, 'activity'],
    ] as const) {
      if (row.values[index] !== null) continue
      row.values[index] = known
      row.kept.push({ property, value: { literal: 'None' }, reason: 'unset' })
    }
  }

  #unset(): Value[] {
    return this.#exported.stored.map((property) => (property.type === 'multilink' ? [] : null))
  }

  #countMessage(cells: number): string {
    return `the row has ${cells} cells, but the header names ${this.#columns.length} columns: is the file cut off?`
  }

  #fault(offset: number, column: number | null, message: string, row: { faults: number }): void {
    this.#exported.fault(this.#exported.rowFile, offset, column, message)
    row.faults++
  }

  #readCell(at: number, row: { retired: boolean; values: Value[]; kept: Kept[]; faults: number }, offset: number): void {
    const column = this.#columns[at]
    if (column === undefined || column.kind === 'id') return
    const { bytes, start, end } = this.#cells
    this.#literals.flaws.length = 0
    const literal = this.#literals.read(bytes, start, end)
    const complaint = this.#takeCell(column, at, literal, row)
    if (complaint !== null) this.#fault(offset, this.#cells.column, complaint, row)
  }

  /** @returns what is wrong with the cell, or null. */
  #takeCell(column: Column, at: number, literal: Literal, row: { retired: boolean; values: Value[]; kept: Kept[] }): string | null {
    if (column.kind === 'unknown') return isUnset(literal) ? null : `the class has no property ${column.name}, so this value has no place to go`
    if (column.kind === 'retired') {
      row.retired = literal === true || literal === 1
      return row.retired || literal === false || literal === 0 ? null : '"is retired" is True or False'
    }
    if (column.kind !== 'property') return null
    const { property, index } = column
    const keep = (reason: KeptReason, id?: number): void => {
      row.kept.push({ property: property.name, value: id ?? { literal: this.#cellText() }, reason })
    }
    this.#current[at] = literal
    try {
      row.values[index] = this.#storable(decodeValue(property, literal, this.#targets[at]!, keep), keep)
      return null
    } catch (error) {
      if (!(error instanceof WrongType)) throw error
      return `${property.name}: ${error.message}`
    }
  }

  #storable(value: Value, keep: (reason: KeptReason) => void): Value {
    const [flaw] = this.#literals.flaws
    if (flaw === undefined) return value
    keep(flaw)
    return typeof value === 'string' ? storableText(value) : value
  }

  #cellText(): string {
    return cellText(this.#cells.bytes.subarray(this.#cells.start, this.#cells.end))
  }
}

function isUnset(literal: Literal): boolean {
  return literal === null || (Array.isArray(literal) && literal.length === 0)
}
