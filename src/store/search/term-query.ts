import type { SearchSpec, SearchTerm } from '../../schema/filter-spec.ts'
import { queryWords } from '../../values/search-words.ts'
import type { QueryWords } from '../../values/search-words.ts'
import { FILE_MARK, TITLE_MARK } from './thread-sql.ts'
import { quoteLexeme } from './tsvector.ts'

/** Where a thread's document has to hold a term. */
export type Within = 'title' | 'texts' | 'texts and files'

/** A term of a search, ready for PostgreSQL; those that say nothing are left out. */
export interface Term {
  readonly excluded: boolean
  /** For a thread's document, where words have marks and no positions. */
  inThread(within: Within): string
  /** For one text: words, and where they stand in a phrase. */
  readonly inText: string
  /** Whether a document with all the words may lack the phrase. */
  readonly isPhrase: boolean
}

export function termsOf({ terms }: Pick<SearchSpec, 'terms'>): readonly Term[] {
  return terms.flatMap((term) => {
    const words = queryWords(term)
    return words === null ? [] : [toTerm(term, words)]
  })
}

function toTerm({ excluded }: SearchTerm, { words, prefix, phrase }: QueryWords): Term {
  const lexemes = [
    ...words.map((word) => ({ word, end: '' })),
    ...(prefix === null ? [] : [{ word: prefix, end: ':*' }]),
  ]
  const marked = (mark: string) => lexemes.map(({ word, end }) => quoteLexeme(mark + word) + end)
  const plain = marked('')
  const inFiles = marked(FILE_MARK)
  return {
    excluded,
    inThread(within) {
      if (within === 'title') return all(marked(TITLE_MARK))
      return all(within === 'texts' ? plain : plain.map((lexeme, index) => `(${lexeme} | ${inFiles[index]!})`))
    },
    inText: phrase === null ? all(plain) : `(${all(plain)} & ${printPhrase(phrase)})`,
    isPhrase: phrase !== null,
  }
}

function all(queries: readonly string[]): string {
  return queries.length === 1 ? queries[0]! : `(${queries.join(' & ')})`
}

function printPhrase(parts: NonNullable<QueryWords['phrase']>): string {
  return parts
    .map(({ lexeme, distance }, index) => (index === 0 ? '' : ` <${distance}> `) + quoteLexeme(lexeme))
    .join('')
}

/** A thread's document that holds every term; of phrases the words. */
export function allInThread(terms: readonly Term[], within: Within): string {
  return terms.map((term) => term.inThread(within)).join(' & ')
}

/** A text that holds any of the terms. */
export function anyInText(terms: readonly Term[]): string {
  return terms.map(({ inText }) => inText).join(' | ')
}
