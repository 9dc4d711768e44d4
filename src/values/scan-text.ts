/**
 * Cuts text into what can be searched for, by Muster's own rules rather than PostgreSQL's parser, which takes
 * programs and tracebacks apart in ways that nobody can find again.
 *
 * A word is a run of letters, digits and `_`, `++` or `#` behind it included. Words are found whole (`wait_for`,
 * `FooBarError`, `C++`, `__init__`) and by their parts (`wait`, `for`, `foo`, `bar`, `error`, `init`); neighbours that
 * `. - / \ : @` join are found as pairs (`asyncio.wait_for`, `3.10`, `lib/asyncio`), so that a path of any length is
 * found by any stretch of it; a sign before a word (`--verbose`, `*args`, `@property`) makes one more. Scripts without
 * spaces are cut into pairs of characters. What is found is folded: NFKD without accents, lower case.
 */
export interface WordSink {
  /**
   * @param position  counts parts, from 1 on; those of one word follow each other.
   * @param start  where in the text it stands, with `end`.
   */
  part(lexeme: string, position: number, start: number, end: number): void
  /** A word that has other parts, a pair, or a word with its sign: an addition to the parts that stand there. */
  whole(lexeme: string, position: number, start: number, end: number): void
}

/** Longer words are cut: they are keys, dumps and encoded files. */
export const MAX_WORD = 80
/** Words without `_` longer than this are not taken apart by their capitals. */
export const MAX_CAPITALS = 40

const OTHER = 0
const WORD = 1
const UPPER = 2
const JOIN = 3
/** Of a script without spaces. */
const DENSE = 4
const UNKNOWN = 255
const UNDERSCORE = 95
export const SIGNS = '-*@$%#&.'

/** By UTF-16 unit, filled as units come. */
const kinds = new Uint8Array(0x10000).fill(UNKNOWN)

function kindOf(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  const known = kinds[unit]!
  return known === UNKNOWN ? classify(text, index, unit) : known
}

function classify(text: string, index: number, unit: number): number {
  /* Halves of surrogate pairs depend on each other; beyond the BMP are rare scripts and ideographs. */
  if (unit >= 0xd800 && unit <= 0xdfff)
    return isLetter(String.fromCodePoint(text.codePointAt(unit < 0xdc00 || index === 0 ? index : index - 1)!))
      ? WORD
      : OTHER
  const character = String.fromCharCode(unit)
  kinds[unit] = kindOfCharacter(character)
  return kinds[unit]
}

function kindOfCharacter(character: string): number {
  if ('./\\:@-'.includes(character)) return JOIN
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(character))
    return DENSE
  if (/\p{Lu}/u.test(character)) return UPPER
  return character === '_' || isLetter(character) ? WORD : OTHER
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(character)
}

const ASCII = /^[\0-\x7f]*$/
const ACCENTS = /[\u0300-\u036f]/g

export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(ACCENTS, '').toLowerCase().replaceAll('ς', 'σ')
}

export function scanText(text: string, sink: WordSink): void {
  new Scanner(text, sink).run()
}

class Scanner {
  readonly #text: string
  readonly #sink: WordSink
  #position = 0
  /** Of the word last measured: whether it is ASCII in lower case, and whether it may have parts. */
  #isPlain = true
  #isCompound = false

  constructor(text: string, sink: WordSink) {
    this.#text = text
    this.#sink = sink
  }

  run(): void {
    const text = this.#text
    const { length } = text
    let previous: string | null = null
    let previousStart = 0
    let previousPosition = 0
    let index = 0
    while (index < length) {
      const kind = kindOf(text, index)
      if (kind === OTHER || kind === JOIN) {
        index++
        continue
      }
      const start = index
      index = kind === DENSE ? this.#denseEnd(start) : this.#wordEnd(start)
      const position = this.#position + 1
      const word = kind === DENSE ? this.#dense(start, index) : this.#word(start, index)
      if (word === '') {
        previous = null
        continue
      }
      if (previous !== null) this.#pair(previous, this.#joint(start), word, previousPosition, previousStart, index)
      else if (start > 0 && SIGNS.includes(text[start - 1]!)) this.#sign(word, position, start, index)
      previous = this.#joinsOn(index) ? word : null
      previousStart = start
      previousPosition = position
    }
  }

  #wordEnd(start: number): number {
    const text = this.#text
    let isPlain = true
    let isCompound = false
    let end = start
    for (; end < text.length; end++) {
      const unit = text.charCodeAt(end)
      const kind = kinds[unit] === UNKNOWN ? kindOf(text, end) : kinds[unit]!
      if (kind !== WORD && kind !== UPPER) break
      if (unit >= 0x80) isPlain = false
      if (kind === UPPER) {
        isPlain = false
        if (end > start) isCompound = true
      } else if (unit === UNDERSCORE) isCompound = true
    }
    this.#isPlain = isPlain
    this.#isCompound = isCompound
    const behind = text.startsWith('++', end) ? 2 : text[end] === '#' ? 1 : 0
    return behind > 0 && !this.#isWordAt(end + behind) ? end + behind : end
  }

  #denseEnd(start: number): number {
    let end = start + 1
    while (end < this.#text.length && kindOf(this.#text, end) === DENSE) end++
    return end
  }

  #isWordAt(index: number): boolean {
    if (index >= this.#text.length) return false
    const kind = kindOf(this.#text, index)
    return kind !== OTHER && kind !== JOIN
  }

  /** The word and its parts. @returns the word, folded. */
  #word(start: number, end: number): string {
    const cut = Math.min(end, start + MAX_WORD)
    const written = this.#text.slice(start, cut)
    const word = this.#isPlain ? written : fold(written)
    if (word === '') return ''
    const first = this.#position + 1
    if (!this.#isCompound || this.#parts(start, cut) === 0) {
      this.#position++
      this.#sink.part(word, this.#position, start, end)
    } else this.#sink.whole(word, first, start, end)
    return word
  }

  /** Emits the parts of a word that has several, or only one that is not all of it. @returns how many. */
  #parts(start: number, end: number): number {
    const text = this.#text
    let from = start
    let count = 0
    for (let index = start; index <= end; index++) {
      const isEnd = index === end
      const isGap = !isEnd && text.charCodeAt(index) === UNDERSCORE
      if (!isEnd && !isGap && !this.#isHump(start, index, end)) continue
      const part = index > from && !(from === start && isEnd) ? fold(text.slice(from, index)) : ''
      if (part !== '') {
        this.#position++
        count++
        this.#sink.part(part, this.#position, from, index)
      }
      from = isGap ? index + 1 : index
    }
    return count
  }

  /** Whether a capital begins a part: `fooBar`, `HTTPServer`. */
  #isHump(start: number, index: number, end: number): boolean {
    const text = this.#text
    if (index === start || end - start > MAX_CAPITALS || kindOf(text, index) !== UPPER) return false
    if (kindOf(text, index - 1) === WORD) return text.charCodeAt(index - 1) !== UNDERSCORE
    return index + 1 < end && isLowerCase(text, index + 1)
  }

  /** Single characters, and pairs of neighbours. @returns the run, folded. */
  #dense(start: number, end: number): string {
    const text = this.#text
    for (let index = start; index < end; index++) {
      this.#position++
      this.#sink.part(fold(text[index]!), this.#position, index, index + 1)
      if (index + 1 < end) this.#sink.whole(fold(text.slice(index, index + 2)), this.#position, index, index + 2)
    }
    return fold(text.slice(start, Math.min(end, start + MAX_WORD)))
  }

  /** What joins the word at `start` to the one before it; drives and paths are joined alike. */
  #joint(start: number): string {
    const text = this.#text
    let begin = start
    while (begin > 0 && kindOf(text, begin - 1) === JOIN) begin--
    const joint = text.slice(begin, start)
    return joint.includes('/') || joint.includes('\\') ? '/' : joint[0]!
  }

  /** Whether at most three joining characters and then a word follow. */
  #joinsOn(end: number): boolean {
    const text = this.#text
    let index = end
    while (index < text.length && index < end + 3 && kindOf(text, index) === JOIN) index++
    return index > end && this.#isWordAt(index)
  }

  #pair(before: string, joint: string, word: string, position: number, start: number, end: number): void {
    this.#sink.whole(before + joint + word, position, start, end)
    /* python3.10 is found by 3.10 as well. */
    const version =
      joint === '.' && isDigit(word, 0) && isDigit(before, before.length - 1) ? /^\D+(\d+)$/.exec(before) : null
    if (version) this.#sink.whole(`${version[1]}.${word}`, position, start, end)
  }

  /** `--verbose`, `*args`: a sign belongs to a word where nothing stands before it. */
  #sign(word: string, position: number, start: number, end: number): void {
    const text = this.#text
    const sign = text[start - 1]!
    const isDouble = (sign === '-' || sign === '*') && text[start - 2] === sign
    const begin = isDouble ? start - 2 : start - 1
    if (begin > 0 && !/[\s([{<"'`,;=|]/.test(text[begin - 1]!)) return
    this.#sink.whole(text.slice(begin, start) + word, position, begin, end)
  }
}

function isLowerCase(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  if (code < 128) return code >= 97 && code <= 122
  return text[index]!.toLowerCase() === text[index] && text[index].toUpperCase() !== text[index]
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 48 && unit <= 57
}
