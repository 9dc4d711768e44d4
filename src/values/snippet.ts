import { scanText } from './scan-text.ts'
import { queryWords } from './search-words.ts'
import type { TermText } from './search-words.ts'

/** A piece of text; `hit` where it is what was searched for. */
export interface SnippetPart {
  readonly text: string
  readonly hit: boolean
}

interface Span {
  readonly start: number
  readonly end: number
  /** Which of the terms. */
  readonly term: number
}

/** Characters before and after which a snippet is cut, at a blank if there is one near. */
const LENGTH = 220
const BEFORE = 60
const NEAR = 24
/** Read for hits: first this much, then, if there is none, this much in all. */
const FIRST_LOOK = 20_000
const LAST_LOOK = 300_000

/** The whole text with its hits marked. */
export function markHits(text: string, terms: readonly TermText[]): readonly SnippetPart[] {
  return cutParts(text, { start: 0, end: text.length }, merged(findHits(text, terms)))
}

/**
 * About two lines of a text around the place where the most of the terms stand together, white space as single
 * blanks. The beginning, when no term stands in it.
 */
export function snippet(text: string, terms: readonly TermText[]): readonly SnippetPart[] {
  let hits = findHits(text.slice(0, FIRST_LOOK), terms)
  if (hits.length === 0 && text.length > FIRST_LOOK) hits = findHits(text.slice(0, LAST_LOOK), terms)
  const window = windowAround(text, bestStart(hits))
  const parts = cutParts(text, window, merged(hits)).map(({ text: piece, hit }) => ({
    text: piece.replace(/\s+/g, ' '),
    hit,
  }))
  if (window.start > 0) parts.unshift({ text: '… ', hit: false })
  if (window.end < text.length) parts.push({ text: ' …', hit: false })
  return joinPlain(parts)
}

function findHits(text: string, terms: readonly TermText[]): Span[] {
  const wanted = terms.map(queryWords)
  const exact = new Map<string, number>()
  const prefixes: { prefix: string; term: number }[] = []
  for (const [term, words] of wanted.entries()) {
    for (const word of words?.words ?? []) exact.set(word, term)
    for (const { lexeme } of words?.phrase ?? []) exact.set(lexeme, term)
    if (words?.prefix) prefixes.push({ prefix: words.prefix, term })
  }
  const hits: Span[] = []
  const look = (lexeme: string, _position: number, start: number, end: number): void => {
    const term = exact.get(lexeme) ?? prefixes.find(({ prefix }) => lexeme.startsWith(prefix))?.term
    if (term !== undefined) hits.push({ start, end, term })
  }
  scanText(text, { part: look, whole: look })
  return hits.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Where the stretch begins that holds the most different terms; the first of equals. */
function bestStart(hits: readonly Span[]): number {
  let best = { start: 0, count: 0 }
  for (const [index, { start }] of hits.entries()) {
    const terms = new Set<number>()
    for (let next = index; next < hits.length && hits[next]!.end - start <= LENGTH - BEFORE; next++)
      terms.add(hits[next]!.term)
    if (terms.size > best.count) best = { start, count: terms.size }
    if (index > 500) break
  }
  return best.start
}

function windowAround(text: string, start: number): { start: number; end: number } {
  let from = Math.max(0, start - BEFORE)
  let to = Math.min(text.length, from + LENGTH)
  if (from > 0) {
    const blank = text.slice(from, from + NEAR).search(/\s/)
    if (blank >= 0 && from + blank < start) from += blank + 1
  }
  if (to < text.length) {
    const blank = text.slice(to - NEAR, to).search(/\s\S*$/)
    if (blank >= 0) to = to - NEAR + blank
  }
  /* Not between the halves of a character. */
  if (from > 0 && /[\uDC00-\uDFFF]/.test(text[from]!)) from -= 1
  if (to < text.length && /[\uDC00-\uDFFF]/.test(text[to]!)) to += 1
  return { start: from, end: to }
}

function merged(hits: readonly Span[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = []
  for (const { start, end } of hits) {
    const last = spans.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ start, end })
  }
  return spans
}

function cutParts(
  text: string,
  { start, end }: { start: number; end: number },
  hits: readonly { start: number; end: number }[],
): SnippetPart[] {
  const parts: SnippetPart[] = []
  let at = start
  for (const hit of hits) {
    const from = Math.max(hit.start, at)
    const to = Math.min(hit.end, end)
    if (from >= to) continue
    if (from > at) parts.push({ text: text.slice(at, from), hit: false })
    parts.push({ text: text.slice(from, to), hit: true })
    at = to
  }
  if (at < end) parts.push({ text: text.slice(at, end), hit: false })
  return parts
}

function joinPlain(parts: readonly SnippetPart[]): readonly SnippetPart[] {
  const joined: { text: string; hit: boolean }[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last && !last.hit && !part.hit) last.text += part.text
    else joined.push({ ...part })
  }
  return joined
}
