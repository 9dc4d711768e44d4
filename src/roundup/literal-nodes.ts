import { CsvCells } from './csv-cells.ts'
import type { ExportedClass } from './exported-class.ts'
import type { ExportFile } from './export-file.ts'
import { LiteralError } from './literal-error.ts'
import type { Literal } from './python-literal.ts'
import { LiteralReader } from './python-literal.ts'

/** A node as the export writes it, nothing interpreted. */
export interface LiteralNode {
  readonly id: number
  /** By name of the column; null when only history is left of the node. */
  readonly cells: ReadonlyMap<string, Literal> | null
  /** Each line of its history: id, date, user, action, parameters. Gone through once. */
  readonly entries: Iterable<readonly Literal[]>
}

/**
 * Goes through one class of an export by ascending id, for a comparison: of the ways in which an import
 * reads values it only shares the walk through the file and the reading of literals.
 */
export class LiteralNodes {
  readonly #exported: ExportedClass
  readonly #cells = new CsvCells()
  readonly #literals = new LiteralReader()

  constructor(exported: ExportedClass) {
    this.#exported = exported
  }

  *nodes(): Generator<LiteralNode, void> {
    const { rows, history } = this.#exported
    let row = 0
    let first = 0
    while (row < rows.count || first < history.count) {
      const id = Math.min(
        row < rows.count ? rows.ids[row]! : Infinity,
        first < history.count ? history.ids[first]! : Infinity,
      )
      let last = first
      while (last < history.count && history.ids[last] === id) last++
      const hasRow = row < rows.count && rows.ids[row] === id
      yield {
        id,
        cells: hasRow ? this.#row(rows.offsets[row]!, rows.lengths[row]!) : null,
        entries: this.#entries(first, last),
      }
      if (hasRow) row++
      first = last
    }
  }

  #row(offset: number, length: number): ReadonlyMap<string, Literal> {
    const bytes = this.#exported.rowFile.slice(offset, length)
    const literals = this.#line(this.#exported.rowFile, bytes, offset)
    const names = this.#exported.header?.names ?? []
    return new Map(literals.map((literal, at) => [names[at] ?? '', literal]))
  }

  *#entries(first: number, last: number): Generator<readonly Literal[], void> {
    const { offsets, lengths } = this.#exported.history
    for (let stretch = first; stretch < last; stretch++) {
      const bytes = this.#exported.journalFile.slice(offsets[stretch]!, lengths[stretch]!)
      for (const [start, end] of linesOf(bytes)) {
        if (end > start)
          yield this.#line(this.#exported.journalFile, bytes.subarray(start, end), offsets[stretch]! + start)
      }
    }
  }

  /** What can't be read is among the export's faults, and empty here. */
  #line(file: ExportFile, bytes: Buffer, offset: number): readonly Literal[] {
    const cells = this.#cells.open(bytes, 0, bytes.length)
    const literals: Literal[] = []
    try {
      while (cells.next()) literals.push(this.#literals.read(cells.bytes, cells.start, cells.end))
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      this.#exported.fault(file, offset, cells.columnOf(error.at), error.message)
    }
    return literals
  }
}

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34

function* linesOf(bytes: Buffer): Generator<readonly [number, number], void> {
  let start = 0
  let odd = false
  for (let at = 0; at <= bytes.length; at++) {
    if (bytes[at] === QUOTE) odd = !odd
    if (at < bytes.length && (bytes[at] !== NEWLINE || odd)) continue
    yield [start, at > start && bytes[at - 1] === RETURN ? at - 1 : at]
    start = at + 1
  }
}
