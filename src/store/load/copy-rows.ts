/** Rows go to the database in pieces of about this size. */
const FLUSH_BYTES = 256 * 1024
const FIRST_BYTES = 64 * 1024
/** Texts up to this length are written here, byte by byte; a call into the runtime costs more than that. */
const SHORT_TEXT = 40
/** The longest UTF-8 of one UTF-16 unit. */
const BYTES_PER_UNIT = 3
/** 2000-01-01, from which PostgreSQL counts. */
const EPOCH_MS = 946_684_800_000
const HALF = 2 ** 32
const NULL_LENGTH = 0xffffffff

/** Takes whole rows of COPY's binary form; what it does with the bytes is done when it returns. */
export type TakeRows = (bytes: Uint8Array) => void

/**
 * Writes rows in the binary form of COPY: no text of a value is made here and read there. Columns are
 * written in order, a call each.
 *
 * @see https://www.postgresql.org/docs/15/sql-copy.html section "Binary Format"
 */
export class CopyRows {
  rows = 0
  readonly #columns: number
  readonly #take: TakeRows
  #bytes = Buffer.allocUnsafe(FIRST_BYTES)
  #at = 0

  constructor(columns: number, take: TakeRows) {
    this.#columns = columns
    this.#take = take
  }

  begin(): void {
    if (this.#at >= FLUSH_BYTES) this.flush()
    this.rows++
    this.#room(2)
    this.#at = this.#bytes.writeUInt16BE(this.#columns, this.#at)
  }

  flush(): void {
    if (this.#at > 0) this.#take(this.#bytes.subarray(0, this.#at))
    this.#at = 0
    // One huge value must not hold its memory for the rest of the run.
    if (this.#bytes.length > 8 * FLUSH_BYTES) this.#bytes = Buffer.allocUnsafe(FIRST_BYTES)
  }

  null(): void {
    this.#room(4)
    this.#int4(NULL_LENGTH)
  }

  boolean(value: boolean | null): void {
    if (value === null) return this.null()
    this.#room(5)
    this.#int4(1)
    this.#bytes[this.#at++] = value ? 1 : 0
  }

  integer(value: number | null): void {
    if (value === null) return this.null()
    this.#room(8)
    this.#int4(4)
    this.#int4(value)
  }

  /** Exact up to 2^53. */
  bigint(value: number | null): void {
    if (value === null) return this.null()
    this.#room(12)
    this.#int4(8)
    this.#int4(Math.floor(value / HALF))
    this.#int4(value)
  }

  real(value: number | null): void {
    if (value === null) return this.null()
    this.#room(8)
    this.#int4(4)
    this.#at = this.#bytes.writeFloatBE(value, this.#at)
  }

  double(value: number | null): void {
    if (value === null) return this.null()
    this.#room(12)
    this.#int4(8)
    this.#at = this.#bytes.writeDoubleBE(value, this.#at)
  }

  /** @param value  milliseconds, as a Date counts them. */
  instant(value: number | null): void {
    if (value === null) return this.null()
    this.#room(12)
    this.#int4(8)
    const milliseconds = value - EPOCH_MS
    // Microseconds of the far past and future are beyond 2^53: multiply the halves on their own.
    const upper = Math.floor(milliseconds / HALF)
    const lower = (milliseconds - upper * HALF) * 1000
    const carry = Math.floor(lower / HALF)
    this.#int4(upper * 1000 + carry)
    this.#int4(lower - carry * HALF)
  }

  bytes(value: Uint8Array | null): void {
    if (value === null) return this.null()
    this.#room(4 + value.length)
    this.#int4(value.length)
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  text(value: string | null): void {
    if (value === null) return this.null()
    this.#room(4 + value.length * BYTES_PER_UNIT)
    this.#at += 4
    this.#sized(this.#utf8(value))
  }

  json(value: string | null): void {
    if (value === null) return this.null()
    this.#room(5 + value.length * BYTES_PER_UNIT)
    this.#at += 4
    // The version of jsonb's own form.
    this.#bytes[this.#at++] = 1
    this.#sized(1 + this.#utf8(value))
  }

  /** @param size  of the value that ends here: its length is written before it. */
  #sized(size: number): void {
    this.#bytes.writeUInt32BE(size, this.#at - size - 4)
  }

  /** @returns how many bytes were written. */
  #utf8(value: string): number {
    const start = this.#at
    if (value.length > SHORT_TEXT || !this.#ascii(value)) this.#at = start + this.#bytes.write(value, start, 'utf8')
    return this.#at - start
  }

  #ascii(value: string): boolean {
    const bytes = this.#bytes
    const start = this.#at
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index)
      if (unit >= 0x80) return false
      bytes[start + index] = unit
    }
    this.#at = start + value.length
    return true
  }

  #int4(value: number): void {
    const bytes = this.#bytes
    const at = this.#at
    bytes[at] = value >>> 24
    bytes[at + 1] = value >>> 16
    bytes[at + 2] = value >>> 8
    bytes[at + 3] = value
    this.#at = at + 4
  }

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + size))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}
