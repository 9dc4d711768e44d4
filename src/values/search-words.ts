import { scanText } from './scan-text.ts'
import type { WordSink } from './scan-text.ts'

/** PostgreSQL keeps positions up to here, and this many of one lexeme. */
export const MAX_POSITION = 16_383
export const MAX_POSITIONS = 255
/** A tsvector may have 1 MB; positions, which end at the number above, take a tenth of it. */
export const MAX_VECTOR_BYTES = 850_000
/** Nobody reads on from here to find a word, and a file may have any size. */
export const MAX_TEXT = 1_000_000

/** Lexeme → its position, or several, ascending. Most have one, and a list for each would take half of the time. */
export type Lexemes = ReadonlyMap<string, number | readonly number[]>

/** What a text is found by. A text that holds more than one tsvector can is indexed up to there. */
export function indexTokens(text: string): Lexemes {
  const collected = new Collector()
  scanText(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text, collected)
  return collected.lexemes
}

class Collector implements WordSink {
  readonly lexemes = new Map<string, number | number[]>()
  #bytes = 0

  part(lexeme: string, position: number): void {
    this.#add(lexeme, position)
  }

  whole(lexeme: string, position: number): void {
    this.#add(lexeme, position)
  }

  #add(lexeme: string, position: number): void {
    const at = position < MAX_POSITION ? position : MAX_POSITION
    const known = this.lexemes.get(lexeme)
    if (known === undefined) {
      this.#bytes += vectorBytes(lexeme)
      if (this.#bytes < MAX_VECTOR_BYTES) this.lexemes.set(lexeme, at)
    } else if (typeof known === 'number') {
      if (known < at) this.lexemes.set(lexeme, [known, at])
    } else if (known.at(-1)! < at && known.length < MAX_POSITIONS) known.push(at)
  }
}

/** Room that a lexeme with a few positions takes in a tsvector; many of them only stand with few lexemes. */
export function vectorBytes(lexeme: string): number {
  return lexeme.length * 3 + 6
}

/** What a term asks of texts. All of `words` have to be there, and `prefix`, and the `phrase` in a single text. */
export interface QueryWords {
  readonly words: readonly string[]
  /** Beginning of a lexeme. */
  readonly prefix: string | null
  /** Parts with their distance from the one before, when there are several. */
  readonly phrase: readonly PhrasePart[] | null
}
export interface PhrasePart {
  readonly lexeme: string
  readonly distance: number
}

export interface TermText {
  readonly is: 'word' | 'prefix' | 'phrase'
  readonly text: string
}

/** @returns null, when the term holds no letter and no digit, so that nothing could be found by it. */
export function queryWords({ is, text }: TermText): QueryWords | null {
  const scanned = new TermScan()
  scanText(text, scanned)
  if (scanned.parts.length === 0) return null
  const words = scanned.needed()
  if (is === 'prefix') return { words: words.slice(0, -1), prefix: words.at(-1)!, phrase: null }
  return { words, prefix: null, phrase: is === 'phrase' ? scanned.phrase() : null }
}

interface Span {
  readonly lexeme: string
  readonly position: number
  readonly start: number
  readonly end: number
}

class TermScan implements WordSink {
  readonly parts: Span[] = []
  readonly #wholes: Span[] = []

  part(lexeme: string, position: number, start: number, end: number): void {
    this.parts.push({ lexeme, position, start, end })
  }

  whole(lexeme: string, position: number, start: number, end: number): void {
    this.#wholes.push({ lexeme, position, start, end })
  }

  /** The largest lexemes that cover the term, in its order: a pair stands for its words, a word for its parts. */
  needed(): readonly string[] {
    const spans = [...this.parts, ...this.#wholes.filter((whole) => !this.#isAlias(whole))]
    const largest = spans.filter((span) => !spans.some((other) => other !== span && covers(other, span)))
    return [...new Set(largest.sort((a, b) => a.start - b.start || a.end - b.end).map(({ lexeme }) => lexeme))]
  }

  /** `3.10` beside `python3.10`: the same place, said with less. */
  #isAlias(whole: Span): boolean {
    return this.#wholes.some(
      (other) => other !== whole && sameSpan(other, whole) && other.lexeme.length > whole.lexeme.length,
    )
  }

  phrase(): readonly PhrasePart[] | null {
    if (this.parts.length < 2) return null
    return this.parts.map(({ lexeme, position }, index) => ({
      lexeme,
      distance: index === 0 ? 0 : position - this.parts[index - 1]!.position,
    }))
  }
}

function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start
}

/** A sentence for each term that says nothing; where all do, nothing is found. */
export function searchNotes(terms: readonly TermText[]): readonly string[] {
  return terms
    .filter((term) => queryWords(term) === null)
    .map(({ text }) => `"${text}" has no letter and no digit, so it was not searched for`)
}
