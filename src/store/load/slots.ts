/** Bytes of a slot: a piece of rows at a time. */
const SLOT_BYTES = 512 * 1024
const SLOTS = 6
const FREE = 0
const TAKEN = 1

/** A piece of rows in a slot, on its way from the thread that reads to the one that writes. */
export interface Piece {
  readonly table: number
  readonly slot: number
  readonly length: number
  /** Whether the row that is cut here goes on in the next piece of the same thread. */
  readonly isCut: boolean
}

/**
 * Memory that two threads share: the reading one fills slots and waits while none is free, so however
 * fast it is, no more than this lies between it and the database.
 */
export class Slots {
  readonly memory: SharedArrayBuffer
  readonly #states: Int32Array
  #next = 0

  constructor(memory = new SharedArrayBuffer(SLOTS * (SLOT_BYTES + Int32Array.BYTES_PER_ELEMENT))) {
    this.memory = memory
    this.#states = new Int32Array(memory, SLOTS * SLOT_BYTES, SLOTS)
  }

  /** Cuts bytes into slots and hands each over. Blocks the thread while all slots are taken. */
  fill(table: number, bytes: Uint8Array, hand: (piece: Piece) => void): void {
    for (let from = 0; from < bytes.length; from += SLOT_BYTES) {
      const slot = this.#next
      this.#next = (slot + 1) % SLOTS
      Atomics.wait(this.#states, slot, TAKEN)
      Atomics.store(this.#states, slot, TAKEN)
      const length = Math.min(SLOT_BYTES, bytes.length - from)
      const piece = { table, slot, length, isCut: from + length < bytes.length }
      this.view(piece).set(bytes.subarray(from, from + length))
      hand(piece)
    }
  }

  view({ slot, length }: Pick<Piece, 'slot' | 'length'>): Uint8Array {
    return new Uint8Array(this.memory, slot * SLOT_BYTES, length)
  }

  free({ slot }: Piece): void {
    Atomics.store(this.#states, slot, FREE)
    Atomics.notify(this.#states, slot)
  }
}
