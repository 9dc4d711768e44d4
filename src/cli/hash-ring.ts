/** Hashes that may lie between the threads that read contents and the one that reads rows. */
const ENTRIES = 4096
const HASH_BYTES = 32
const EMPTY = 0
const PRESENT = 1
const MISSING = 2
/** How often the threads that wait for room are told that there is some. */
const TOLD_ENTRIES = 256

/**
 * Memory in which threads that read the contents of nodes leave their hashes, for the one that writes the
 * nodes: an entry per node, in the order of the nodes, each thread filling every n-th.
 */
export class HashRing {
  readonly memory: SharedArrayBuffer
  readonly #states: Int32Array
  /** How many entries were taken. */
  readonly #taken: Int32Array
  readonly #hashes: Uint8Array

  constructor(memory = new SharedArrayBuffer((ENTRIES + 1) * Int32Array.BYTES_PER_ELEMENT + ENTRIES * HASH_BYTES)) {
    this.memory = memory
    this.#states = new Int32Array(memory, 0, ENTRIES)
    this.#taken = new Int32Array(memory, ENTRIES * Int32Array.BYTES_PER_ELEMENT, 1)
    this.#hashes = new Uint8Array(memory, (ENTRIES + 1) * Int32Array.BYTES_PER_ELEMENT)
  }

  /** Blocks the thread until there is room. @param hash  null: the content is missing. */
  put(index: number, hash: Uint8Array | null): void {
    for (let taken = Atomics.load(this.#taken, 0); index - taken >= ENTRIES; taken = Atomics.load(this.#taken, 0))
      Atomics.wait(this.#taken, 0, taken)
    const entry = index % ENTRIES
    if (hash) this.#hashes.set(hash, entry * HASH_BYTES)
    Atomics.store(this.#states, entry, hash ? PRESENT : MISSING)
    Atomics.notify(this.#states, entry)
  }

  /** Blocks the thread until the entry is there. Entries are taken in order. @returns null: the content is missing. */
  take(index: number): Uint8Array | null {
    const entry = index % ENTRIES
    Atomics.wait(this.#states, entry, EMPTY)
    const hash =
      Atomics.load(this.#states, entry) === PRESENT
        ? this.#hashes.slice(entry * HASH_BYTES, (entry + 1) * HASH_BYTES)
        : null
    Atomics.store(this.#states, entry, EMPTY)
    Atomics.store(this.#taken, 0, index + 1)
    if ((index + 1) % TOLD_ENTRIES === 0) Atomics.notify(this.#taken, 0)
    return hash
  }
}
