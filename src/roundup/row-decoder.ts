import type { Value } from '../schema/property.ts'
import type { Column } from './class-columns.ts'
import { CsvCells } from './csv-cells.ts'
import type { Kept, KeptReason } from './decode-value.ts'
import { checkLink, checkLinks, decodeValue, storableText, WrongType } from './decode-value.ts'
import type { ExportedRow } from './exported-node.ts'
import type { ExportedClass } from './exported-class.ts'
import type { IdSet } from './id-set.ts'
import { LiteralError } from './literal-error.ts'
import { idOfCell, idsOfCell } from './literal-id.ts'
import { cellText } from './literal-text.ts'
import type { Literal } from './python-literal.ts'
import { LiteralReader } from './python-literal.ts'

type PropertyColumn = Extract<Column, { kind: 'property' }>

/** A row while it is being read. */
interface Reading {
  retired: boolean
  readonly values: Value[]
  readonly kept: Kept[]
  faults: number
}

const NO_LINKS: readonly number[] = []

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
  /** The last row, and where its cells begin (plus one) and end that were read without making a literal. */
  #row: Buffer = Buffer.alloc(0)
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  /** What is being read: the row, the property and the cell that {@link #keep} is about. */
  #reading: Reading = { retired: false, values: [], kept: [], faults: 0 }
  #property = ''

  constructor(exported: ExportedClass, columns: readonly Column[], idsOf: (className: string) => IdSet) {
    this.#exported = exported
    this.#columns = columns
    this.#starts = new Int32Array(columns.length)
    this.#ends = new Int32Array(columns.length)
    this.#targets = columns.map((column) =>
      column.kind === 'property' && column.property.to !== null ? idsOf(column.property.to) : null,
    )
    const indexOf = (name: string): number => exported.stored.findIndex((property) => property.name === name)
    this.#instants = { creation: indexOf('creation'), activity: indexOf('activity') }
    this.#columnOf = new Map(columns.map((column, at) => [column.kind === 'property' ? column.property.name : '', at]))
  }

  /** What the last row that was read writes for a property; undefined when the export has no such column. */
  readonly current = (property: string): Literal | undefined => {
    const column = this.#columnOf.get(property)
    if (column === undefined) return undefined
    const start = this.#starts[column]!
    if (start === 0) return this.#current[column]
    this.#starts[column] = 0
    return (this.#current[column] = this.#literals.read(this.#row, start - 1, this.#ends[column]))
  }

  /** Between the history of a node without a row. */
  forget(): void {
    this.#current = []
    this.#starts.fill(0)
  }

  /** @returns null when something in the row is wrong, which is among the faults then. */
  read(offset: number, length: number): ExportedRow | null {
    const bytes = this.#exported.rowFile.slice(offset, length)
    const cells = this.#cells.open(bytes, 0, bytes.length)
    const row = { retired: false, values: this.#unset(), kept: [], faults: 0 }
    this.#row = bytes
    this.#reading = row
    try {
      let at = 0
      for (; cells.next(); at++) this.#readCell(at, offset)
      if (at !== this.#columns.length) this.#fault(offset, null, this.#countMessage(at))
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      this.#fault(offset, cells.columnOf(error.at), error.message)
    }
    if (row.faults > 0) return null
    this.#setInstants(row)
    return row
  }

  #unset(): Value[] {
    return this.#exported.stored.map((property) => (property.type === 'multilink' ? NO_LINKS : null))
  }

  #countMessage(cells: number): string {
    return `the row has ${cells} cells, but the header names ${this.#columns.length} columns`
  }

  #fault(offset: number, column: number | null, message: string): void {
    this.#exported.fault(this.#exported.rowFile, offset, column, message)
    this.#reading.faults++
  }

  #readCell(at: number, offset: number): void {
    const column = this.#columns[at]
    if (column === undefined || column.kind === 'id') return
    if (column.kind === 'property') this.#property = column.property.name
    if (column.kind === 'property' && column.property.to !== null && this.#readLinks(at, column)) return

    const { bytes, start, end } = this.#cells
    this.#literals.flaws.length = 0
    const literal = this.#literals.read(bytes, start, end)
    const complaint =
      column.kind === 'property' ? this.#takeValue(column, at, literal) : this.#takeOther(column, literal)
    if (complaint !== null) this.#fault(offset, this.#cells.column, complaint)
  }

  /** Links in their usual form. @returns false for any other. */
  #readLinks(at: number, { property, index }: PropertyColumn): boolean {
    const { bytes, start, end } = this.#cells
    if (bytes !== this.#row) return false
    const read = property.type === 'link' ? idOfCell(bytes, start, end) : idsOfCell(bytes, start, end)
    if (read === null) return false
    const targets = this.#targets[at]!
    const { values } = this.#reading
    values[index] =
      typeof read === 'number' ? checkLink(read, targets, this.#keep) : checkLinks(read, targets, this.#keep)
    this.#starts[at] = start + 1
    this.#ends[at] = end
    return true
  }

  /** @returns what is wrong with the cell, or null. */
  #takeOther(column: Exclude<Column, PropertyColumn>, literal: Literal): string | null {
    if (column.kind === 'retired') {
      this.#reading.retired = literal === true || literal === 1
      return this.#reading.retired || literal === false || literal === 0 ? null : '"is retired" is True or False'
    }
    if (column.kind !== 'unknown' || isUnset(literal)) return null
    return `the class has no property ${column.name}, so this value has no place to go`
  }

  #takeValue({ property, index }: PropertyColumn, at: number, literal: Literal): string | null {
    this.#current[at] = literal
    if (literal === null) return null
    try {
      this.#reading.values[index] = this.#storable(decodeValue(property, literal, this.#targets[at]!, this.#keep))
      return null
    } catch (error) {
      if (!(error instanceof WrongType)) throw error
      return `${property.name}: ${error.message}`
    }
  }

  readonly #keep = (reason: KeptReason, id?: number): void => {
    this.#reading.kept.push({ property: this.#property, value: id ?? { literal: this.#cellText() }, reason })
  }

  #storable(value: Value): Value {
    const [flaw] = this.#literals.flaws
    if (flaw === undefined) return value
    this.#keep(flaw)
    return typeof value === 'string' ? storableText(value) : value
  }

  #cellText(): string {
    return cellText(this.#cells.bytes.subarray(this.#cells.start, this.#cells.end))
  }

  /** Every node has the instants of its creation and last activity; where an old one lacks them, the nearest known. */
  #setInstants({ values, kept }: Reading): void {
    const { creation, activity } = this.#instants
    if (values[creation] !== null && values[activity] !== null) return
    const known = values[creation] ?? values[activity] ?? new Date(0)
    for (const [index, property] of [
      [creation, 'creation'],
      [activity, 'activity'],
    ] as const) {
      if (values[index] !== null) continue
      values[index] = known
      kept.push({ property, value: { literal: 'None' }, reason: 'unset' })
    }
  }
}

function isUnset(literal: Literal): boolean {
  return literal === null || (Array.isArray(literal) && literal.length === 0)
}
