import type { Lexemes } from '../../values/search-words.ts'

/** A tsvector in the form that PostgreSQL reads from text. */
export function printVector(lexemes: Lexemes): string {
  let text = ''
  for (const [lexeme, positions] of lexemes) text += `${quoteLexeme(lexeme)}:${positions.join(',')} `
  return text
}

export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
