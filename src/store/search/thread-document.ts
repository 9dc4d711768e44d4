import { StretchSet } from '../../values/stretch-set.ts'
import type { TextProperty } from './texts.ts'
import { FILE_MARK, TITLE_MARK } from './thread-sql.ts'

/** The words of a thread's texts, from vectors of one buffer: those of any, of its title, and of contents of files alone. */
export class ThreadDocument {
  readonly #any = new StretchSet()
  readonly #titles = new StretchSet()
  readonly #files = new StretchSet()
  #vector = Buffer.allocUnsafe(64 * 1024)

  get size(): number {
    return this.#any.size + this.#titles.size + this.#files.size
  }

  clear(): void {
    for (const words of [this.#any, this.#titles, this.#files]) words.clear()
  }

  /** Takes the words of a vector in. Contents of files come last. */
  add(bytes: Uint8Array, vector: number, rank: TextProperty['rank']): void {
    const count =
      ((bytes[vector]! << 24) | (bytes[vector + 1]! << 16) | (bytes[vector + 2]! << 8) | bytes[vector + 3]!) >>> 0
    let start = vector + 4
    for (let word = 0; word < count; word++) {
      let end = start
      while (bytes[end] !== 0) end++
      if (rank !== 'file') this.#any.add(bytes, start, end)
      else if (this.#any.find(bytes, start, end) < 0) this.#files.add(bytes, start, end)
      if (rank === 'title') this.#titles.add(bytes, start, end)
      start = end + 3 + 2 * ((bytes[end + 1]! << 8) | bytes[end + 2]!)
    }
  }

  /** The document as a tsvector without positions, as COPY takes it; good until the next call. */
  encode(bytes: Uint8Array): Uint8Array {
    const { size } = this
    this.#room(4 + roomOf(this.#any) + roomOf(this.#titles) + roomOf(this.#files))
    const order = this.#any.sorted(bytes)
    /* The marks stand in the order of all. */
    const files = placeOf(bytes, this.#any, order, FILE_MARK)
    const titles = placeOf(bytes, this.#any, order, TITLE_MARK)
    let at = this.#vector.writeUInt32BE(size, 0)
    at = this.#write(bytes, this.#any, order.subarray(0, files), '', at)
    at = this.#write(bytes, this.#files, this.#files.sorted(bytes), FILE_MARK, at)
    at = this.#write(bytes, this.#any, order.subarray(files, titles), '', at)
    at = this.#write(bytes, this.#titles, this.#titles.sorted(bytes), TITLE_MARK, at)
    at = this.#write(bytes, this.#any, order.subarray(titles), '', at)
    return this.#vector.subarray(0, at)
  }

  #write(bytes: Uint8Array, words: StretchSet, order: Int32Array, mark: string, start: number): number {
    const to = this.#vector
    let at = start
    for (let index = 0; index < order.length; index++) {
      const number = order[index]!
      if (mark !== '') to[at++] = mark.charCodeAt(0)
      const end = words.ends[number]!
      for (let from = words.starts[number]!; from < end; from++) to[at++] = bytes[from]!
      to[at++] = 0
      to[at++] = 0
      to[at++] = 0
    }
    return at
  }

  #room(size: number): void {
    if (size > this.#vector.length) this.#vector = Buffer.allocUnsafe(2 * size)
  }
}

/** How many of the words, in their order, stand before a mark. No word begins with one. */
function placeOf(bytes: Uint8Array, words: StretchSet, order: Int32Array, mark: string): number {
  const first = mark.charCodeAt(0)
  let place = 0
  while (place < order.length && bytes[words.starts[order[place]!]!]! < first) place++
  return place
}

/** A mark, and an end without positions. */
function roomOf(words: StretchSet): number {
  let room = 0
  for (let number = 0; number < words.size; number++) room += words.ends[number]! - words.starts[number]! + 4
  return room
}
