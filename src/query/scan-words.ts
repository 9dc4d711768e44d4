/** One value of a word: `asyncio`, `"Library (Lib)"`, `>20`. */
export interface ScannedValue {
  /** Without quotes. */
  readonly text: string
  readonly quoted: boolean
  /** Where it is in the text, counted from 0, quotes included. */
  readonly position: number
  readonly length: number
}

/** `-component:asyncio,"Library (Lib)"`, or a text to search for, which has no name and one value. */
export interface ScannedWord {
  readonly name: string | null
  readonly negated: boolean
  readonly values: readonly ScannedValue[]
  readonly position: number
  /** As it was written. */
  readonly source: string
  /** A quotation in it has no end. */
  readonly isOpen: boolean
}

/** Decides whether `name:` begins a word; `rest` is what follows the colon. Else it is text. */
export type IsWordName = (name: string, rest: string) => boolean

const NAME = /[A-Za-z_][A-Za-z_0-9.]*(?=:)/y
const BLANKS = /\s*/y
const BARE_TEXT = /\S+/y
const BARE_VALUE = /[^\s,"]+/y
/** A backslash before a quote or a backslash makes it a character like any other. */
const QUOTATION = /"((?:[^"\\]|\\.)*)("|\\?$)/sy

/** Cuts a text into words. Takes anything; only a quotation without an end is marked. */
export function scanWords(text: string, isWordName: IsWordName): readonly ScannedWord[] {
  const words: ScannedWord[] = []
  let position = matchAt(BLANKS, text, 0)!.length
  while (position < text.length) {
    const word = scanWord(text, position, isWordName)
    words.push(word)
    position += word.source.length
    position += matchAt(BLANKS, text, position)!.length
  }
  return words
}

function scanWord(text: string, start: number, isWordName: IsWordName): ScannedWord {
  const negated = text[start] === '-' && /\S/.test(text[start + 1] ?? '')
  const begin = negated ? start + 1 : start
  const name = matchAt(NAME, text, begin)
  const isNamed = name !== null && isWordName(name, restOf(text, begin + name.length + 1))
  const { values, isOpen } = isNamed ? scanValues(text, begin + name.length + 1) : scanText(text, begin)
  const last = values.at(-1)
  const end = last ? last.position + last.length : begin + (name?.length ?? 0) + 1
  return { name: isNamed ? name : null, negated, values, position: start, source: text.slice(start, end), isOpen }
}

function restOf(text: string, position: number): string {
  return matchAt(BARE_TEXT, text, position) ?? ''
}

interface Values {
  readonly values: readonly ScannedValue[]
  readonly isOpen: boolean
}

function scanText(text: string, position: number): Values {
  const quotation = scanQuotation(text, position)
  if (quotation) return { values: [quotation], isOpen: quotation.isOpen }
  const bare = matchAt(BARE_TEXT, text, position)!
  return { values: [{ text: bare, quoted: false, position, length: bare.length }], isOpen: false }
}

/** Values between commas; an empty one is kept, since it is a mistake to be shown. */
function scanValues(text: string, start: number): Values {
  const values: ScannedValue[] = []
  let position = start
  let isOpen = false
  do {
    const bare = matchAt(BARE_VALUE, text, position) ?? ''
    const quotation = scanQuotation(text, position + bare.length)
    isOpen ||= quotation?.isOpen ?? false
    const length = bare.length + (quotation?.length ?? 0)
    values.push({ text: bare + (quotation?.text ?? ''), quoted: quotation !== null && bare === '', position, length })
    position += length + 1
  } while (text[position - 1] === ',')
  return { values, isOpen }
}

function scanQuotation(text: string, position: number): (ScannedValue & { readonly isOpen: boolean }) | null {
  if (text[position] !== '"') return null
  QUOTATION.lastIndex = position
  const match = QUOTATION.exec(text)!
  const inner = match[1]!.replace(/\\(["\\])/g, '$1')
  return { text: inner, quoted: true, position, length: match[0].length, isOpen: match[2] !== '"' }
}

function matchAt(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position
  return pattern.exec(text)?.[0] ?? null
}
