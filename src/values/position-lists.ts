import { enlarged } from './stretch-set.ts'

const FIRST_ROOM = 1024

/** Ascending positions of words that are numbered from 0 on, in arrays that are used again for every text. */
export class PositionLists {
  readonly #most: number
  /** By word: how many, the first and the last, and where the second and the last are among the further ones. */
  #counts = new Int32Array(FIRST_ROOM)
  #firsts = new Int32Array(FIRST_ROOM)
  #lasts = new Int32Array(FIRST_ROOM)
  #heads = new Int32Array(FIRST_ROOM)
  #tails = new Int32Array(FIRST_ROOM)
  /** The position, and where the word's next is. */
  #further = new Int32Array(FIRST_ROOM)
  #nexts = new Int32Array(FIRST_ROOM)
  furtherSize = 0

  /** @param most  positions of a word; more are left out. */
  constructor(most: number) {
    this.#most = most
  }

  clear(): void {
    this.furtherSize = 0
  }

  begin(word: number, position: number): void {
    if (word === this.#counts.length) this.#growWords()
    this.#counts[word] = 1
    this.#firsts[word] = position
    this.#lasts[word] = position
  }

  add(word: number, position: number): void {
    const count = this.#counts[word]!
    if (this.#lasts[word]! >= position || count >= this.#most) return
    const place = this.furtherSize++
    if (place === this.#further.length) this.#growFurther()
    this.#further[place] = position
    if (count === 1) this.#heads[word] = place
    else this.#nexts[this.#tails[word]!] = place
    this.#tails[word] = place
    this.#lasts[word] = position
    this.#counts[word] = count + 1
  }

  /** Writes how many there are, and each, in two bytes. @returns the end. */
  write(word: number, to: Uint8Array, start: number): number {
    const count = this.#counts[word]!
    let at = writeInt2(to, writeInt2(to, start, count), this.#firsts[word]!)
    let place = this.#heads[word]!
    for (let position = 1; position < count; position++) {
      at = writeInt2(to, at, this.#further[place]!)
      place = this.#nexts[place]!
    }
    return at
  }

  #growWords(): void {
    const room = 2 * this.#counts.length
    this.#counts = enlarged(this.#counts, room)
    this.#firsts = enlarged(this.#firsts, room)
    this.#lasts = enlarged(this.#lasts, room)
    this.#heads = enlarged(this.#heads, room)
    this.#tails = enlarged(this.#tails, room)
  }

  #growFurther(): void {
    const room = 2 * this.#further.length
    this.#further = enlarged(this.#further, room)
    this.#nexts = enlarged(this.#nexts, room)
  }
}

export function writeInt2(to: Uint8Array, at: number, value: number): number {
  to[at] = value >>> 8
  to[at + 1] = value
  return at + 2
}
