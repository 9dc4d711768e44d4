/** Longer stretches are cut, so that reading one never needs much memory. */
const MAX_LENGTH = 1 << 20
/** CR and LF. */
const LINE_END_BYTES = 2

/**
 * Where the rows of each node stand in a file: 16 bytes a place, so that nodes can be read in the order
 * of their ids from a file in any order, without holding their rows.
 */
export class PlaceIndex {
  count = 0
  ids = new Int32Array(1024)
  offsets = new Float64Array(1024)
  lengths = new Uint32Array(1024)
  #ascending = true

  add(id: number, offset: number, length: number): void {
    if (this.count === this.ids.length) this.#grow()
    if (this.count > 0 && id < this.ids[this.count - 1]!) this.#ascending = false
    this.ids[this.count] = id
    this.offsets[this.count] = offset
    this.lengths[this.count] = length
    this.count++
  }

  /** Makes the last place longer, when it is of the same node and ends where this row begins. */
  extend(id: number, offset: number, length: number): void {
    const last = this.count - 1
    if (last < 0 || this.ids[last] !== id) return this.add(id, offset, length)
    const begin = this.offsets[last]!
    const follows = offset - begin - this.lengths[last]! <= LINE_END_BYTES
    if (!follows || offset + length - begin > MAX_LENGTH) return this.add(id, offset, length)
    this.lengths[last] = offset + length - begin
  }

  /** By id; places of one node stay in the order of the file. */
  sort(): void {
    if (this.#ascending) return
    // Id in the upper half, ordinal in the lower (every machine that Node runs on is little-endian): sorted as one number.
    const keys = new BigUint64Array(this.count)
    const halves = new Uint32Array(keys.buffer)
    for (let at = 0; at < this.count; at++) {
      halves[2 * at] = at
      halves[2 * at + 1] = this.ids[at]!
    }
    keys.sort()
    const { ids, offsets, lengths } = this
    this.ids = new Int32Array(this.count)
    this.offsets = new Float64Array(this.count)
    this.lengths = new Uint32Array(this.count)
    for (let at = 0; at < this.count; at++) {
      const from = halves[2 * at]!
      this.ids[at] = ids[from]!
      this.offsets[at] = offsets[from]!
      this.lengths[at] = lengths[from]!
    }
    this.#ascending = true
  }

  #grow(): void {
    const size = this.ids.length * 2
    this.ids = grown(this.ids, new Int32Array(size))
    this.offsets = grown(this.offsets, new Float64Array(size))
    this.lengths = grown(this.lengths, new Uint32Array(size))
  }
}

function grown<T extends Int32Array | Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
