import { PositionLists, writeInt2 } from './position-lists.ts'
import { MAX_CAPITALS, MAX_WORD, SIGNS } from './scan-text.ts'
import { MAX_POSITION, MAX_POSITIONS, MAX_TEXT, MAX_VECTOR_BYTES } from './search-words.ts'
import { StretchSet } from './stretch-set.ts'

const OTHER = 0
const WORD = 1
const UPPER = 2
const JOIN = 3
const UNDERSCORE = 95
const DOT = 46
const SLASH = 47
const BACKSLASH = 92
const PLUS = 43
const HASH = 35
const MINUS = 45
const STAR = 42
const NONE = -1

const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if ('./\\:@-'.includes(character)) return JOIN
  if (/[A-Z]/.test(character)) return UPPER
  return /\w/.test(character) ? WORD : OTHER
})
const lower = Uint8Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase().charCodeAt(0))
const isSign = flags((character) => SIGNS.includes(character))
/** What may stand before a word's sign. */
const isBeforeSign = flags((character) => /[\s([{<"'`,;=|]/.test(character))

function flags(test: (character: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (test(String.fromCharCode(code)) ? 1 : 0))
}

/**
 * What `indexTokens` finds in a text of ASCII alone, without a string for each word: nearly all old texts are such, and
 * an import cuts hundreds of thousands. A test holds the two against each other.
 */
export class AsciiWords {
  readonly #words = new StretchSet()
  /** The text in lower case, and behind it what is not written so in it: pairs, mostly. */
  #lower = Buffer.allocUnsafe(64 * 1024)
  #tail = 0
  #length = 0
  readonly #positions = new PositionLists(MAX_POSITIONS)
  #position = 0
  #isCompound = false
  /** Room that the words take in a tsvector. */
  #bytes = 0
  /** The same of those that are kept. */
  bytes = 0

  get size(): number {
    return this.#words.size
  }

  /** @returns false where the text is none of ASCII: nothing was done then. */
  cut(text: Uint8Array): boolean {
    const length = Math.min(text.length, MAX_TEXT)
    if (!this.#lowered(text, length)) return false
    this.#words.clear()
    this.#tail = length
    this.#length = length
    this.#positions.clear()
    this.#position = 0
    this.#bytes = 0
    this.bytes = 0
    this.#scan(text, length)
    return true
  }

  #lowered(text: Uint8Array, length: number): boolean {
    if (this.#lower.length < length + 4 * MAX_WORD) this.#lower = Buffer.allocUnsafe(2 * length + 4 * MAX_WORD)
    const to = this.#lower
    for (let at = 0; at < length; at++) {
      const byte = text[at]!
      if (byte >= 0x80) return false
      to[at] = lower[byte]!
    }
    return true
  }

  #scan(text: Uint8Array, length: number): void {
    let previous = NONE
    let previousEnd = 0
    let previousPosition = 0
    let index = 0
    while (index < length) {
      const kind = kinds[text[index]!]
      if (kind === OTHER || kind === JOIN) {
        index++
        continue
      }
      const start = index
      index = this.#wordEnd(text, start)
      const cut = Math.min(index, start + MAX_WORD)
      const position = this.#position + 1
      this.#word(text, start, cut)
      if (previous !== NONE) this.#pair(previous, previousEnd, this.#joint(start), start, cut, previousPosition)
      else if (start > 0 && isSign[text[start - 1]!]) this.#sign(text, start, cut, position)
      previous = this.#joinsOn(text, index) ? start : NONE
      previousEnd = cut
      previousPosition = position
    }
  }

  #wordEnd(text: Uint8Array, start: number): number {
    const length = this.#length
    let isCompound = false
    let end = start
    for (; end < length; end++) {
      const byte = text[end]!
      const kind = kinds[byte]
      if (kind === UPPER) {
        if (end > start) isCompound = true
      } else if (kind !== WORD) break
      else if (byte === UNDERSCORE) isCompound = true
    }
    this.#isCompound = isCompound
    if (end >= length) return end
    const behind = text[end] === HASH ? 1 : text[end] === PLUS && end + 1 < length && text[end + 1] === PLUS ? 2 : 0
    return behind > 0 && !this.#isWordAt(text, end + behind) ? end + behind : end
  }

  #isWordAt(text: Uint8Array, index: number): boolean {
    if (index >= this.#length) return false
    const kind = kinds[text[index]!]
    return kind === WORD || kind === UPPER
  }

  #word(text: Uint8Array, start: number, cut: number): void {
    const first = this.#position + 1
    if (!this.#isCompound || this.#parts(text, start, cut) === 0) this.#add(start, cut, ++this.#position)
    else this.#add(start, cut, first)
  }

  #parts(text: Uint8Array, start: number, end: number): number {
    let from = start
    let count = 0
    for (let index = start; index <= end; index++) {
      const isEnd = index === end
      const isGap = !isEnd && text[index] === UNDERSCORE
      if (!isEnd && !isGap && !isHump(text, start, index, end)) continue
      if (index > from && !(from === start && isEnd)) {
        count++
        this.#add(from, index, ++this.#position)
      }
      from = isGap ? index + 1 : index
    }
    return count
  }

  #joint(start: number): number {
    const text = this.#lower
    let begin = start
    let joint = DOT
    let isPath = false
    while (begin > 0 && kinds[text[begin - 1]!] === JOIN) {
      joint = text[--begin]!
      if (joint === SLASH || joint === BACKSLASH) isPath = true
    }
    return isPath ? SLASH : joint
  }

  #joinsOn(text: Uint8Array, end: number): boolean {
    let index = end
    while (index < this.#length && index < end + 3 && kinds[text[index]!] === JOIN) index++
    return index > end && this.#isWordAt(text, index)
  }

  #pair(before: number, beforeEnd: number, joint: number, start: number, cut: number, position: number): void {
    this.#joined(before, beforeEnd, joint, start, cut, position)
    if (joint !== DOT || !isDigit(this.#lower[start]!)) return
    /* python3.10 is found by 3.10 as well. */
    let digits = beforeEnd
    while (digits > before && isDigit(this.#lower[digits - 1]!)) digits--
    if (digits === beforeEnd || digits === before) return
    for (let at = before; at < digits; at++) if (isDigit(this.#lower[at]!)) return
    this.#joined(digits, beforeEnd, joint, start, cut, position)
  }

  #joined(before: number, beforeEnd: number, joint: number, start: number, cut: number, position: number): void {
    const from = this.#tail
    const end = from + beforeEnd - before + 1 + cut - start
    if (end > this.#lower.length) this.#growLower(end)
    const bytes = this.#lower
    let to = from
    for (let at = before; at < beforeEnd; at++) bytes[to++] = bytes[at]!
    bytes[to++] = joint
    for (let at = start; at < cut; at++) bytes[to++] = bytes[at]!
    if (this.#add(from, end, position)) this.#tail = end
  }

  #growLower(room: number): void {
    const larger = Buffer.allocUnsafe(2 * room)
    larger.set(this.#lower)
    this.#lower = larger
  }

  #sign(text: Uint8Array, start: number, cut: number, position: number): void {
    const sign = text[start - 1]!
    const isDouble = (sign === MINUS || sign === STAR) && start > 1 && text[start - 2] === sign
    const begin = isDouble ? start - 2 : start - 1
    if (begin > 0 && !isBeforeSign[text[begin - 1]!]) return
    this.#add(begin, cut, position)
  }

  /** @returns whether it is a new word. */
  #add(start: number, end: number, position: number): boolean {
    const at = position < MAX_POSITION ? position : MAX_POSITION
    const words = this.#words
    if (this.#bytes >= MAX_VECTOR_BYTES) {
      const known = words.find(this.#lower, start, end)
      if (known >= 0) this.#positions.add(known, at)
      return false
    }
    const room = (end - start) * 3 + 6
    const size = words.size
    if (this.#bytes + room >= MAX_VECTOR_BYTES) {
      const known = words.find(this.#lower, start, end)
      if (known >= 0) this.#positions.add(known, at)
      else this.#bytes += room
      return false
    }
    const number = words.add(this.#lower, start, end)
    if (number < size) {
      this.#positions.add(number, at)
      return false
    }
    this.#bytes += room
    this.bytes += room
    this.#positions.begin(number, at)
    return true
  }

  /** The longest that {@link write} writes. */
  get vectorSize(): number {
    const words = this.#words
    let size = 4 + 2 * this.#positions.furtherSize
    for (let number = 0; number < words.size; number++) size += words.ends[number]! - words.starts[number]! + 5
    return size
  }

  /**
   * Writes the words with their positions as a tsvector, in the binary form that COPY takes, and in the order in which
   * PostgreSQL keeps them: sorting them there took two fifths of what it did with them.
   *
   * @returns its end.
   */
  write(to: Uint8Array, start: number): number {
    const words = this.#words
    const bytes = this.#lower
    let at = writeInt2(to, writeInt2(to, start, words.size >>> 16), words.size)
    for (const number of words.sorted(bytes)) {
      const end = words.ends[number]!
      for (let from = words.starts[number]!; from < end; from++) to[at++] = bytes[from]!
      to[at++] = 0
      at = this.#positions.write(number, to, at)
    }
    return at
  }
}

function isHump(text: Uint8Array, start: number, index: number, end: number): boolean {
  if (index === start || end - start > MAX_CAPITALS || kinds[text[index]!] !== UPPER) return false
  const before = text[index - 1]!
  if (kinds[before] === WORD) return before !== UNDERSCORE
  return index + 1 < end && text[index + 1]! >= 97 && text[index + 1]! <= 122
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}
