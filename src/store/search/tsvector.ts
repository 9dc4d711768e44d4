import type { Lexemes } from '../../values/search-words.ts'

/** A tsvector in the form that PostgreSQL reads from text. */
export function printVector(lexemes: Lexemes): string {
  let text = ''
  for (const [lexeme, positions] of lexemes) text += `${quoteLexeme(lexeme)}:${String(positions)} `
  return text
}

export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

/** Writes tsvectors in the binary form that COPY takes. PostgreSQL sorts the lexemes itself. */
export class VectorEncoder {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #at = 0

  /** @returns bytes that are good until the next call. */
  encode(lexemes: Lexemes): Uint8Array {
    this.#begin(lexemes.size)
    for (const [lexeme, positions] of lexemes) {
      if (typeof positions === 'number') {
        this.#lexeme(lexeme, 1)
        this.#int2(positions)
      } else {
        this.#lexeme(lexeme, positions.length)
        for (const position of positions) this.#int2(position)
      }
    }
    return this.#bytes.subarray(0, this.#at)
  }

  #begin(count: number): void {
    this.#at = 0
    this.#int2(count >>> 16)
    this.#int2(count)
  }

  #lexeme(lexeme: string, positions: number): void {
    const room = lexeme.length * 3 + 3 + positions * 2
    if (this.#at + room > this.#bytes.length) this.#grow(room)
    const bytes = this.#bytes
    const start = this.#at
    let at = start
    for (let index = 0; index < lexeme.length; index++) {
      const unit = lexeme.charCodeAt(index)
      if (unit >= 0x80) {
        at = start + bytes.write(lexeme, start, 'utf8')
        break
      }
      bytes[at++] = unit
    }
    bytes[at++] = 0
    this.#at = at
    this.#int2(positions)
  }

  #int2(value: number): void {
    this.#bytes[this.#at++] = value >>> 8
    this.#bytes[this.#at++] = value
  }

  #grow(room: number): void {
    const larger = Buffer.allocUnsafe(2 * this.#bytes.length + room)
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}
