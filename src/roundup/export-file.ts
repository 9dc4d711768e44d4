import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const WINDOW_BYTES = 1 << 20
/** A jump within a file reads this much: rows in no order must not cost a window each. */
const JUMP_BYTES = 1 << 12
const COUNT_BYTES = 1 << 16
const NEWLINE = 10
const RETURN = 13
const QUOTE = 34

/** No row of an export is longer; one that is stands for a quote that is never closed. */
export const MAX_ROW_BYTES = 80 << 20

/** Told about each row: where it begins in the file, and its bytes, without the line end. */
export type RowVisitor = (offset: number, bytes: Buffer, start: number, end: number) => void

/** One file of an export, read through a window, in order or by place, whatever its size. */
export class ExportFile {
  readonly path: string
  readonly size: number
  /** Where the last row begins, when it has no line end: every row of an export has one. Known once {@link eachRow} is done. */
  unended: number | null = null
  readonly #descriptor: number
  #window: Buffer = Buffer.alloc(0)
  /** Where the window begins in the file, and how much of it is filled. */
  #base = 0
  #filled = 0

  constructor(path: string) {
    this.path = path
    this.#descriptor = openSync(path, 'r')
    this.size = fstatSync(this.#descriptor).size
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** Gives the window's memory back until it is read from again. */
  rest(): void {
    this.#window = Buffer.alloc(0)
    this.#filled = 0
  }

  /** The bytes of a range; good until the next call. */
  slice(offset: number, length: number): Buffer {
    if (offset < this.#base || offset + length > this.#base + this.#filled) {
      const follows = offset >= this.#base && offset <= this.#base + this.#filled
      this.#load(offset, Math.max(length, follows ? WINDOW_BYTES : JUMP_BYTES))
    }
    const start = offset - this.#base
    return this.#window.subarray(start, Math.min(start + length, this.#filled))
  }

  #load(offset: number, length: number): void {
    if (this.#window.length < length) this.#window = Buffer.allocUnsafe(length)
    this.#base = offset
    this.#filled = 0
    while (this.#filled < length) {
      const read = readSync(this.#descriptor, this.#window, this.#filled, length - this.#filled, offset + this.#filled)
      if (read === 0) break
      this.#filled += read
    }
  }

  /**
   * Visits every row. Rows end in LF or CRLF; a line end inside a quoted cell ends none, which is seen
   * by the number of quotes before it.
   *
   * @returns where the last row begins, when its quotes don't match or it is too long; else null.
   */
  eachRow(visit: RowVisitor, from = 0): number | null {
    let offset = from
    let length = WINDOW_BYTES
    while (offset < this.size) {
      this.#load(offset, length)
      const last = offset + this.#filled >= this.size
      const used = this.#visitWindow(visit, last)
      if (used > 0) length = WINDOW_BYTES
      else if (last || length >= MAX_ROW_BYTES) return offset
      else length = Math.min(length * 4, MAX_ROW_BYTES)
      offset += used
    }
    return null
  }

  /** @returns how many bytes whole rows took; 0: the first row doesn't fit. */
  #visitWindow(visit: RowVisitor, last: boolean): number {
    const window = this.#window.subarray(0, this.#filled)
    let at = 0
    let quoteAt = -1
    while (at < window.length) {
      if (quoteAt < at) quoteAt = indexOrEnd(window, QUOTE, at)
      let end = indexOrEnd(window, NEWLINE, at)
      while (end < window.length && quoteAt < end && hasOddQuotes(window, at, end))
        end = indexOrEnd(window, NEWLINE, end + 1)
      if (end === window.length) {
        if (!last || hasOddQuotes(window, at, end)) return at
        this.unended = this.#base + at
      }
      visit(this.#base + at, window, at, end > at && window[end - 1] === RETURN ? end - 1 : end)
      at = end + 1
    }
    return Math.min(at, window.length)
  }

  /** The number of the line at a place; counts from the start, so it is for error messages. */
  lineAt(offset: number): number {
    const buffer = Buffer.allocUnsafe(COUNT_BYTES)
    let line = 1
    for (let base = 0; base < offset; base += buffer.length) {
      const read = readSync(this.#descriptor, buffer, 0, Math.min(buffer.length, offset - base), base)
      for (let at = buffer.indexOf(NEWLINE); at !== -1 && at < read; at = buffer.indexOf(NEWLINE, at + 1)) line++
    }
    return line
  }
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from)
  return index === -1 ? bytes.length : index
}

function hasOddQuotes(bytes: Buffer, start: number, end: number): boolean {
  let odd = false
  for (let at = start; at < end; at++) if (bytes[at] === QUOTE) odd = !odd
  return odd
}
