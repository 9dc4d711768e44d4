const FIRST_SLOTS = 1 << 12
const FREE = -1
/** A key to sort by is so many bytes, and a number below `MOST`: 53 bits together. */
const PREFIX = 4
const MOST = 2 ** 21
/** So many are sorted by putting each in its place. */
const FEW = 12
/** FNV-1a. */
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/**
 * Distinct stretches of bytes of one buffer, numbered from 0 on as they come. It makes no string and no object for what
 * it holds: cutting texts into words, most of the time went into those.
 */
export class StretchSet {
  size = 0
  /** By number: where a stretch stands, up to `ends`. */
  starts = new Int32Array(FIRST_SLOTS / 2)
  ends = new Int32Array(FIRST_SLOTS / 2)
  #hashes = new Int32Array(FIRST_SLOTS / 2)
  #slots = new Int32Array(FIRST_SLOTS).fill(FREE)
  /** Where each number is in the slots, to empty these again. */
  #places = new Int32Array(FIRST_SLOTS / 2)

  #keys = new Float64Array(FIRST_SLOTS)
  #order = new Int32Array(FIRST_SLOTS)

  clear(): void {
    for (let number = 0; number < this.size; number++) this.#slots[this.#places[number]!] = FREE
    this.size = 0
  }

  /** @returns its number, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end, hashOf(bytes, start, end))]!
  }

  /** @returns its number: the size before, where it is new. The buffer has to be the one of those before. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end)
    const slot = this.#slotOf(bytes, start, end, hash)
    const known = this.#slots[slot]!
    if (known !== FREE) return known
    const number = this.size++
    this.#slots[slot] = number
    this.#places[number] = slot
    this.#hashes[number] = hash
    this.starts[number] = start
    this.ends[number] = end
    if (this.size === this.starts.length) this.#grow()
    return number
  }

  /** All numbers, by the bytes of their stretches; good until the next call. */
  sorted(bytes: Uint8Array): Int32Array {
    const { size } = this
    if (this.#keys.length < size) {
      this.#keys = new Float64Array(2 * size)
      this.#order = new Int32Array(2 * size)
    }
    /* Numbers sort themselves a few times faster than anything is compared here. */
    const keys = this.#keys.subarray(0, size)
    for (let number = 0; number < size; number++) keys[number] = this.#prefix(bytes, number) * MOST + number
    keys.sort()
    const order = this.#order.subarray(0, size)
    for (let at = 0; at < size; at++) order[at] = keys[at]! % MOST
    let from = 0
    for (let at = 1; at <= size; at++) {
      if (at < size && Math.floor(keys[at]! / MOST) === Math.floor(keys[from]! / MOST)) continue
      if (at - from > 1) this.#sortAlike(bytes, order.subarray(from, at))
      from = at
    }
    return order
  }

  /** The first bytes as a number; beyond an end are zeros. */
  #prefix(bytes: Uint8Array, number: number): number {
    const start = this.starts[number]!
    const length = this.ends[number]! - start
    let prefix = 0
    for (let at = 0; at < PREFIX; at++) prefix = prefix * 256 + (at < length ? bytes[start + at]! : 0)
    return prefix
  }

  #sortAlike(bytes: Uint8Array, numbers: Int32Array): void {
    if (numbers.length > FEW) {
      numbers.sort((a, b) => this.#compare(bytes, a, b))
      return
    }
    for (let next = 1; next < numbers.length; next++) {
      const number = numbers[next]!
      let at = next
      for (; at > 0 && this.#compare(bytes, numbers[at - 1]!, number) > 0; at--) numbers[at] = numbers[at - 1]!
      numbers[at] = number
    }
  }

  #compare(bytes: Uint8Array, a: number, b: number): number {
    const startA = this.starts[a]!
    const startB = this.starts[b]!
    const lengthA = this.ends[a]! - startA
    const lengthB = this.ends[b]! - startB
    for (let at = 0; at < lengthA && at < lengthB; at++)
      if (bytes[startA + at] !== bytes[startB + at]) return bytes[startA + at]! - bytes[startB + at]!
    return lengthA - lengthB
  }

  /** Where it is, or would be. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = hash & mask
    for (;;) {
      const number = slots[slot]!
      if (number === FREE) return slot
      if (this.#hashes[number] === hash && this.#isAt(number, bytes, start, end)) return slot
      slot = (slot + 1) & mask
    }
  }

  #isAt(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const known = this.starts[number]!
    const length = end - start
    if (this.ends[number]! - known !== length) return false
    for (let at = 0; at < length; at++) if (bytes[known + at] !== bytes[start + at]) return false
    return true
  }

  #grow(): void {
    const room = 2 * this.starts.length
    this.starts = enlarged(this.starts, room)
    this.ends = enlarged(this.ends, room)
    this.#hashes = enlarged(this.#hashes, room)
    this.#places = enlarged(this.#places, room)
    this.#slots = new Int32Array(2 * room).fill(FREE)
    const mask = this.#slots.length - 1
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes[number]! & mask
      while (this.#slots[slot] !== FREE) slot = (slot + 1) & mask
      this.#slots[slot] = number
      this.#places[number] = slot
    }
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = OFFSET
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, PRIME)
  return hash ^ (hash >>> 15)
}

export function enlarged(numbers: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(room)
  larger.set(numbers)
  return larger
}
