import type { Piece, Slots } from '../store/load/slots.ts'

interface Waiting {
  readonly slots: Slots
  readonly pieces: Piece[]
}

/** Brings the pieces of several threads to one connection: in order for each thread, and a row in one go. */
export class PieceQueue {
  readonly #write: (table: number, bytes: Uint8Array) => Promise<void>
  readonly #onError: (error: unknown) => void
  readonly #waiting = new Map<Slots, Waiting>()
  #working: Promise<void> | null = null
  /** The thread whose row was cut: its next piece comes first. */
  #pinned: Waiting | null = null

  constructor(write: (table: number, bytes: Uint8Array) => Promise<void>, onError: (error: unknown) => void) {
    this.#write = write
    this.#onError = onError
  }

  push(slots: Slots, piece: Piece): void {
    const waiting = this.#waiting.get(slots) ?? { slots, pieces: [] }
    this.#waiting.set(slots, waiting)
    waiting.pieces.push(piece)
    this.#working ??= this.#work().catch(this.#onError)
  }

  /** When everything that was pushed is written. */
  async drained(): Promise<void> {
    while (this.#working) await this.#working
  }

  async #work(): Promise<void> {
    for (let next = this.#next(); next; next = this.#next()) {
      const piece = next.pieces.shift()!
      this.#pinned = piece.isCut ? next : null
      await this.#write(piece.table, next.slots.view(piece))
      next.slots.free(piece)
    }
    this.#working = null
  }

  #next(): Waiting | undefined {
    const candidates = this.#pinned ? [this.#pinned] : [...this.#waiting.values()]
    return candidates.find(({ pieces }) => pieces.length > 0)
  }
}
