import { isDigit, isWordByte, StringReader } from './python-string.ts'

/** A Python tuple; lists are arrays, dicts are maps. */
export class Tuple {
  readonly items: readonly Literal[]
  constructor(items: readonly Literal[]) {
    this.items = items
  }
}

/** Whole numbers beyond 2^53 are bigint, so that none loses a digit. Keys of a dict are its keys as text. */
export type Literal =
  | null
  | boolean
  | number
  | bigint
  | string
  | Tuple
  | readonly Literal[]
  | ReadonlyMap<string, Literal>

/** Nesting that a program wrote by mistake is refused before it can exhaust the stack. */
const MAX_DEPTH = 50

const TAB = 9
const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const DOUBLE_QUOTE = 34
const QUOTE = 39
const PARENTHESIS = 40
const CLOSING_PARENTHESIS = 41
const PLUS = 43
const COMMA = 44
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57
const COLON = 58
const BRACKET = 91
const CLOSING_BRACKET = 93
const BRACE = 123
const CLOSING_BRACE = 125

const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)

/**
 * Reads what Python's `repr` writes: None, True, False, numbers, strings, lists, tuples and dicts, of
 * Python 2 as of Python 3. A string is the UTF-8 of its characters, one escape a byte; where that is no
 * UTF-8 it is taken as Windows-1252 and noted among the flaws. A `u'…'` string holds its characters.
 *
 * One reader serves one file: it keeps its buffers and the short words it has met.
 */
export class LiteralReader extends StringReader {
  /**
   * The one literal that fills the range.
   *
   * @throws {LiteralError} with the place in `bytes` where it stops being a literal.
   */
  read(bytes: Buffer, start = 0, end = bytes.length): Literal {
    this.bytes = bytes
    this.at = start
    this.end = end
    this.#skipBlanks()
    const value = this.#value(0)
    this.#skipBlanks()
    if (this.at < end) throw this.error('something follows the value')
    return value
  }

  #skipBlanks(): void {
    let byte = this.byte()
    while (byte === SPACE || byte === TAB || byte === NEWLINE || byte === RETURN) {
      this.at++
      byte = this.byte()
    }
  }

  #value(depth: number): Literal {
    if (depth > MAX_DEPTH) throw this.error(`values are nested more than ${MAX_DEPTH} deep`)
    const byte = this.byte()
    if (byte === QUOTE || byte === DOUBLE_QUOTE) return this.string()
    if ((byte >= ZERO && byte <= NINE) || byte === MINUS || byte === PLUS || byte === DOT) return this.#number()
    if (byte === PARENTHESIS) return this.#tuple(depth)
    if (byte === BRACKET) return this.#items(CLOSING_BRACKET, 'list', depth)
    if (byte === BRACE) return this.#dict(depth)
    if (byte === -1) throw this.error('a value is missing')
    return this.#word()
  }

  /* ---- words: None True False nan inf, and the prefixes of strings ---- */

  #word(): Literal {
    const start = this.at
    while (isWordByte(this.byte())) this.at++
    const word = this.bytes.toString('latin1', start, this.at)
    const next = this.byte()
    if (next === QUOTE || next === DOUBLE_QUOTE) {
      if (word === 'u' || word === 'U') return this.unicode()
      if (word === 'b' || word === 'B') return this.string()
    }
    if (word === 'None') return null
    if (word === 'True') return true
    if (word === 'False') return false
    if (word === 'nan') return NaN
    if (word === 'inf') return Infinity
    throw this.error('this is no Python literal', start)
  }

  /* ---- numbers ---- */

  #number(): Literal {
    const start = this.at
    const sign = this.byte()
    if (sign === MINUS || sign === PLUS) {
      this.at++
      if (isWordByte(this.byte()) && !isDigit(this.byte())) return this.#signedWord(sign === MINUS, start)
    }
    const size = this.#shortNumber() ?? this.#longNumber(start)
    return sign === MINUS ? -size : size
  }

  /** Digits and at most one point, as far as their value is exact without arithmetic on text; else null. */
  #shortNumber(): number | null {
    const { bytes, end } = this
    let at = this.at
    let digits = 0
    let decimals = -1
    for (; at < end; at++) {
      const byte = bytes[at]!
      if (isDigit(byte)) {
        digits = digits * 10 + byte - ZERO
        if (decimals >= 0) decimals++
      } else if (byte === DOT && decimals < 0) decimals = 0
      else break
    }
    const next = at < end ? bytes[at]! : COMMA
    // A quotient of two numbers that are exact is rounded right; 10^15 and 15 digits are.
    const length = at - this.at
    if (length > 15 || length === (decimals >= 0 ? 1 : 0) || isWordByte(next) || next === DOT) return null
    this.at = at
    return decimals > 0 ? digits / POWERS_OF_TEN[decimals]! : digits
  }

  #longNumber(start: number): number | bigint {
    const digitsFrom = this.at
    let whole = true
    for (;;) {
      const byte = this.byte()
      if (isDigit(byte)) this.at++
      else if (byte === DOT || isExponent(byte)) {
        whole = false
        this.at++
        const signAfter = this.byte()
        if (isExponent(byte) && (signAfter === MINUS || signAfter === PLUS)) this.at++
      } else break
    }
    const text = this.bytes.toString('latin1', digitsFrom, this.at)
    if (whole && (this.byte() === 0x4c || this.byte() === 0x6c)) this.at++
    const number = Number(text)
    if (text === '' || Number.isNaN(number)) throw this.error('this is no number', start)
    return whole && number > Number.MAX_SAFE_INTEGER ? BigInt(text) : number
  }

  #signedWord(negative: boolean, start: number): number {
    const value = this.#word()
    if (typeof value !== 'number') throw this.error('this is no number', start)
    return negative ? -value : value
  }

  /* ---- lists, tuples, dicts ---- */

  #tuple(depth: number): Tuple {
    return new Tuple(this.#items(CLOSING_PARENTHESIS, 'tuple', depth))
  }

  #items(closing: number, kind: 'list' | 'tuple', depth: number): Literal[] {
    const start = this.at++
    const items: Literal[] = []
    this.#skipBlanks()
    while (this.byte() !== closing) {
      if (this.at >= this.end) throw this.error(`the ${kind} has no end`, start)
      items.push(this.#value(depth + 1))
      this.#skipBlanks()
      const more = this.#separator(closing, kind, start)
      if (!more && kind === 'tuple' && items.length === 1) throw this.error('a tuple of one ends in a comma', start)
    }
    this.at++
    return items
  }

  #dict(depth: number): Map<string, Literal> {
    const start = this.at++
    const entries = new Map<string, Literal>()
    this.#skipBlanks()
    while (this.byte() !== CLOSING_BRACE) {
      if (this.at >= this.end) throw this.error('the dict has no end', start)
      const key = this.#value(depth + 1)
      if (key !== null && typeof key === 'object') throw this.error('a key of a dict is a string', start)
      this.#skipBlanks()
      if (this.byte() !== COLON) throw this.error('a colon is missing')
      this.at++
      this.#skipBlanks()
      entries.set(typeof key === 'string' ? key : String(key), this.#value(depth + 1))
      this.#skipBlanks()
      this.#separator(CLOSING_BRACE, 'dict', start)
    }
    this.at++
    return entries
  }

  /** @returns whether there was a comma; else the end is next. */
  #separator(closing: number, kind: string, start: number): boolean {
    if (this.at >= this.end) throw this.error(`the ${kind} has no end`, start)
    if (this.byte() === closing) return false
    if (this.byte() !== COMMA) throw this.error(`a comma or the end of the ${kind} is missing`)
    this.at++
    this.#skipBlanks()
    return true
  }
}

function isExponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45
}

/** For one literal on its own. Flaws in it are not told apart. */
export function parseLiteral(text: string): Literal {
  return new LiteralReader().read(Buffer.from(text))
}
