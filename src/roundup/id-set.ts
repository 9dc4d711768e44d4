const PAGE_BITS = 16
const PAGE_IDS = 1 << PAGE_BITS
const WORDS = PAGE_IDS / 32

/** Ids of one class, as bits: 8 kB for every 65,536 ids of which at least one is there. */
export class IdSet {
  readonly #pages: (Uint32Array | undefined)[] = []
  size = 0
  largest = 0

  /** @returns false when the id was there already. */
  add(id: number): boolean {
    const page = (this.#pages[id >>> PAGE_BITS] ??= new Uint32Array(WORDS))
    const word = (id & (PAGE_IDS - 1)) >>> 5
    const bit = 1 << (id & 31)
    if ((page[word]! & bit) !== 0) return false
    page[word]! |= bit
    this.size++
    if (id > this.largest) this.largest = id
    return true
  }

  has(id: number): boolean {
    const page = this.#pages[id >>> PAGE_BITS]
    return page !== undefined && (page[(id & (PAGE_IDS - 1)) >>> 5]! & (1 << (id & 31))) !== 0
  }
}
