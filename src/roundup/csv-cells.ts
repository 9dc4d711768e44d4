import { LiteralError } from './literal-error.ts'

const COLON = 58
const QUOTE = 34

/** One cell may be this long. */
export const MAX_CELL_BYTES = 64 << 20

/**
 * Walks the cells of one row: separated by colons, quoted where they hold a colon or a quote, quotes
 * doubled inside. After `next` the cell is `bytes[start, end)`, its quotes undone.
 */
export class CsvCells {
  bytes: Buffer = Buffer.alloc(0)
  start = 0
  end = 0
  #row: Buffer = Buffer.alloc(0)
  #rowEnd = 0
  #at = 0
  #rowStart = 0
  #unquoted: Buffer = Buffer.alloc(0)
  /** Where the cell begins in the row's bytes, and whether quotes were undone on the way to it. */
  #cellAt = 0
  #copied = false

  open(row: Buffer, start: number, end: number): this {
    this.#row = row
    this.#at = this.#rowStart = start
    this.#rowEnd = end
    return this
  }

  /**
   * @returns false after the last cell. A row without any character has one empty cell.
   * @throws {LiteralError} when quotes don't match or a cell is too long.
   */
  next(): boolean {
    const row = this.#row
    if (this.#at > this.#rowEnd) return false
    if (this.#at < this.#rowEnd && row[this.#at] === QUOTE) this.#quoted()
    else this.#plain()
    if (this.end - this.start > MAX_CELL_BYTES) throw new LiteralError('a cell is longer than 64 MB', 0)
    return true
  }

  /** The column, from 1, in which the cell's byte `at` (as {@link LiteralError} counts) stands in its line. */
  columnOf(at: number): number {
    if (!this.#copied) return at - this.#rowStart + 1
    let place = this.#cellAt
    for (let read = this.start; read < at; read++) place += this.#row[place] === QUOTE ? 2 : 1
    return place - this.#rowStart + 1
  }

  get column(): number {
    return this.#cellAt - this.#rowStart + 1
  }

  #plain(): void {
    const row = this.#row
    let at = this.#at
    while (at < this.#rowEnd && row[at] !== COLON) at++
    this.#take(row, this.#at, at, this.#at, false)
    this.#at = at + 1
  }

  #quoted(): void {
    const row = this.#row
    const from = this.#at + 1
    let doubled = false
    let at = from
    for (;;) {
      at = row.indexOf(QUOTE, at)
      if (at === -1 || at >= this.#rowEnd) throw this.#fault('the quotes of the cell are never closed', from - 1)
      if (at + 1 >= this.#rowEnd || row[at + 1] !== QUOTE) break
      doubled = true
      at += 2
    }
    if (at + 1 < this.#rowEnd && row[at + 1] !== COLON) throw this.#fault('a colon is missing after the cell', at + 1)
    this.#at = at + 2
    if (doubled) this.#undouble(from, at)
    else this.#take(row, from, at, from, false)
  }

  #undouble(from: number, end: number): void {
    if (this.#unquoted.length < end - from) this.#unquoted = Buffer.allocUnsafe(2 * (end - from))
    const row = this.#row
    let length = 0
    for (let at = from; at < end; at++) {
      const byte = row[at]!
      this.#unquoted[length++] = byte
      if (byte === QUOTE) at++
    }
    this.#take(this.#unquoted, 0, length, from, true)
  }

  #take(bytes: Buffer, start: number, end: number, cellAt: number, copied: boolean): void {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.#cellAt = cellAt
    this.#copied = copied
  }

  #fault(message: string, at: number): LiteralError {
    this.#take(this.#row, at, at, at, false)
    return new LiteralError(message, at)
  }
}
