import { AsciiWords } from '../../values/ascii-words.ts'
import { indexTokens } from '../../values/search-words.ts'
import { bytesOf, isBinary, textOf } from './index-texts.ts'
import { VectorEncoder } from './tsvector.ts'

/** A text's words as a tsvector in {@link TextVectors}. */
export interface TextVector {
  readonly start: number
  readonly end: number
  /** What the words count towards a document. */
  readonly bytes: number
}

/** Cuts the texts of a batch, and holds what they are found by as COPY takes it, one behind the other. */
export class TextVectors {
  bytes = Buffer.allocUnsafe(1024 * 1024)
  #size = 0
  readonly #words = new AsciiWords()
  readonly #others = new VectorEncoder()

  /** Makes room for the next batch; vectors of the last one are good no more. */
  clear(): void {
    this.#size = 0
  }

  /** @returns null where it holds no word. */
  add(text: string | Uint8Array | null): TextVector | null {
    if (text === null || text.length === 0) return null
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    if (isBinary(bytes)) return null
    if (!this.#words.cut(bytes)) return this.#addOther(textOf(text))
    if (this.#words.size === 0) return null
    const start = this.#room(this.#words.vectorSize)
    this.#size = this.#words.write(this.bytes, start)
    return { start, end: this.#size, bytes: this.#words.bytes }
  }

  #addOther(text: string): TextVector | null {
    const lexemes = indexTokens(text)
    if (lexemes.size === 0) return null
    const vector = this.#others.encode(lexemes)
    const start = this.#room(vector.length)
    this.bytes.set(vector, start)
    this.#size += vector.length
    return { start, end: this.#size, bytes: bytesOf(lexemes) }
  }

  #room(size: number): number {
    if (this.#size + size > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length + size)
      larger.set(this.bytes.subarray(0, this.#size))
      this.bytes = larger
    }
    return this.#size
  }
}
