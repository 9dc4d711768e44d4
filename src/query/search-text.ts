import type { SearchTerm } from '../schema/filter-spec.ts'
import { searchNotes } from '../values/search-words.ts'
import type { ScannedWord } from './scan-words.ts'
import { scanWords } from './scan-words.ts'

export interface SearchText {
  readonly terms: readonly SearchTerm[]
  /** What was read otherwise than it may have been meant. */
  readonly notes: readonly string[]
}

/** More than anyone means; each is a condition of the statement. */
export const MAX_TERMS = 50

/** Reads what is searched for in texts: words, `prefix*`, `"quoted phrases"`, each excluded by a `-` before it. */
export function parseSearchText(text: string): SearchText {
  return termsOf(scanWords(storable(text), () => false))
}

/**
 * @param words  those without a name.
 * @param isWhole  whether they are all that was asked: then a lone excluded word would mean everything else.
 */
export function termsOf(words: readonly ScannedWord[], isWhole = true): SearchText {
  const [only] = words
  if (isWhole && words.length === 1 && only?.negated) {
    const text = only.values[0]!.quoted ? `-${only.values[0]!.text}` : only.source
    return {
      terms: [{ is: 'phrase', text, excluded: false }],
      notes: [`"${text}" stands alone, so it was searched for as it is written`],
    }
  }
  const terms = words.flatMap(termOf)
  return {
    terms: terms.slice(0, MAX_TERMS),
    notes: [
      ...searchNotes(terms.slice(0, MAX_TERMS)),
      ...(terms.length > MAX_TERMS ? [`Only the first ${MAX_TERMS} words were searched for`] : []),
    ],
  }
}

function termOf({ negated: excluded, values }: ScannedWord): readonly SearchTerm[] {
  const { text, quoted } = values[0]!
  if (text.trim() === '') return []
  if (quoted) return [{ is: 'phrase', text, excluded }]
  return /^[^*].*\*$/s.test(text)
    ? [{ is: 'prefix', text: text.slice(0, -1), excluded }]
    : [{ is: 'word', text, excluded }]
}

/** Without what PostgreSQL can't take. */
export function storable(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed()
}
