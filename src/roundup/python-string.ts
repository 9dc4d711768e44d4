import { isUtf8 } from 'node:buffer'
import { LiteralError } from './literal-error.ts'
import { StringPool } from './string-pool.ts'

/** Why a string can't be stored as it is: a NUL character, bytes that are no UTF-8, half a surrogate pair. */
export type Flaw = 'nul' | 'not-utf-8' | 'surrogate'

const windows1252 = new TextDecoder('windows-1252')

const NEWLINE = 10
const RETURN = 13
const DOUBLE_QUOTE = 34
const QUOTE = 39
const ZERO = 48
const NINE = 57
const BACKSLASH = 92

const ESCAPES = new Map<number, number>([
  [BACKSLASH, BACKSLASH],
  [QUOTE, QUOTE],
  [DOUBLE_QUOTE, DOUBLE_QUOTE],
  [0x61, 7],
  [0x62, 8],
  [0x66, 12],
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x76, 11],
])

/** Reads the strings of Python's `repr`, and holds the place in the text for the rest of the literals. */
export class StringReader {
  /** What was wrong with strings since the caller last emptied the list. */
  readonly flaws: Flaw[] = []
  protected bytes: Buffer = Buffer.alloc(0)
  protected at = 0
  protected end = 0
  readonly #words = new StringPool()
  #scratch = Buffer.allocUnsafe(4096)

  protected error(message: string, at = this.at): LiteralError {
    return new LiteralError(message, at)
  }

  protected byte(): number {
    return this.at < this.end ? this.bytes[this.at]! : -1
  }

  protected string(): string {
    const { quote, long, start } = this.#openQuotes()
    const bytes = this.bytes
    let at = this.at
    let seen = 0
    for (; at < this.end; at++) {
      const byte = bytes[at]!
      if (byte === BACKSLASH || byte === quote || byte === NEWLINE || byte === 0) break
      seen |= byte
    }
    if (at < this.end && bytes[at] === quote && !long) {
      const text = seen < 0x80 ? this.#words.text(bytes, this.at, at) : this.#decode(bytes.subarray(this.at, at))
      this.at = at + 1
      return text
    }
    return this.#decode(this.#unescape(quote, long, start))
  }

  #openQuotes(): { quote: number; long: boolean; start: number } {
    const start = this.at
    const quote = this.byte()
    const long = this.bytes[start + 1] === quote && this.bytes[start + 2] === quote && start + 2 < this.end
    this.at += long ? 3 : 1
    return { quote, long, start }
  }

  /** True, and past the quotes, when the string ends here. */
  #closes(quote: number, long: boolean): boolean {
    if (this.byte() !== quote) return false
    if (!long) {
      this.at++
      return true
    }
    if (this.bytes[this.at + 1] !== quote || this.bytes[this.at + 2] !== quote || this.at + 2 >= this.end) return false
    this.at += 3
    return true
  }

  /** The bytes of a string with escapes; the result is only good until the next string. */
  #unescape(quote: number, long: boolean, start: number): Buffer {
    if (this.#scratch.length < this.end - this.at) this.#scratch = Buffer.allocUnsafe(2 * (this.end - this.at))
    const scratch = this.#scratch
    let length = 0
    while (!this.#closes(quote, long)) {
      const byte = this.byte()
      if (byte === -1) throw this.error('the string has no end', start)
      if (byte === NEWLINE && !long) throw this.error('a line break inside the string')
      this.at++
      if (byte !== BACKSLASH) scratch[length++] = byte
      else length = this.#escape(scratch, length, start)
    }
    return scratch.subarray(0, length)
  }

  /** @returns the new length; what follows the backslash has been read. */
  #escape(scratch: Buffer, length: number, start: number): number {
    const byte = this.byte()
    if (byte === -1) throw this.error('the string has no end', start)
    this.at++
    const plain = ESCAPES.get(byte)
    if (plain !== undefined) scratch[length++] = plain
    else if (byte === 0x78) scratch[length++] = this.#hex(2)
    else if (byte >= ZERO && byte <= ZERO + 7) scratch[length++] = this.#octal(byte) & 255
    else if (byte === RETURN && this.byte() === NEWLINE) this.at++
    else if (byte !== NEWLINE) {
      // An escape that Python doesn't know stands for itself, backslash included.
      scratch[length++] = BACKSLASH
      scratch[length++] = byte
    }
    return length
  }

  #hex(digits: number): number {
    const end = this.at + digits
    const text = end <= this.end ? this.bytes.toString('latin1', this.at, end) : ''
    if (!/^[0-9a-fA-F]+$/.test(text)) throw this.error(`${digits} hexadecimal digits are missing`)
    this.at = end
    return parseInt(text, 16)
  }

  #octal(first: number): number {
    let value = first - ZERO
    for (let digits = 1; digits < 3; digits++) {
      const byte = this.byte()
      if (byte < ZERO || byte > ZERO + 7) break
      value = value * 8 + byte - ZERO
      this.at++
    }
    return value
  }

  #decode(bytes: Buffer): string {
    if (!isUtf8(bytes)) {
      this.flaws.push('not-utf-8')
      return windows1252.decode(bytes)
    }
    if (bytes.includes(0)) this.flaws.push('nul')
    return bytes.toString()
  }

  /** `u'…'`: characters, not bytes. */
  protected unicode(): string {
    const { quote, long, start } = this.#openQuotes()
    let text = ''
    let from = this.at
    while (!this.#closes(quote, long)) {
      const byte = this.byte()
      if (byte === -1) throw this.error('the string has no end', start)
      if (byte === NEWLINE && !long) throw this.error('a line break inside the string')
      this.at++
      if (byte !== BACKSLASH) continue
      text += this.bytes.toString('utf8', from, this.at - 1) + this.#unicodeEscape(start)
      from = this.at
    }
    text += this.bytes.toString('utf8', from, this.at - (long ? 3 : 1))
    if (text.includes('\0')) this.flaws.push('nul')
    if (!text.isWellFormed()) this.flaws.push('surrogate')
    return text
  }

  #unicodeEscape(start: number): string {
    const byte = this.byte()
    const digits = byte === 0x75 ? 4 : byte === 0x55 ? 8 : byte === 0x78 ? 2 : 0
    if (digits > 0) {
      this.at++
      const code = this.#hex(digits)
      if (code > 0x10ffff) throw this.error('no character has that number')
      return String.fromCodePoint(code)
    }
    const one = this.#scratch
    const length = this.#escape(one, 0, start)
    return one.toString('latin1', 0, length)
  }
}

export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}
export function isWordByte(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || isDigit(byte)
}
