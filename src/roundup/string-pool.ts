/** Words longer than this are not worth remembering. */
const MAX_LENGTH = 32
/** Slots; a word that falls on a taken one replaces it. */
const SLOTS = 2048

/**
 * Gives equal short words as one string, found by their bytes. An export repeats class names, property
 * names and actions millions of times; making each anew was a fifth of the time spent on reading it.
 */
export class StringPool {
  readonly #slots: (string | undefined)[] = new Array<string | undefined>(SLOTS)

  /** The text of a range of ASCII bytes. */
  text(bytes: Buffer, start: number, end: number): string {
    const length = end - start
    // Ids and other numbers hardly ever come twice in a row of lookups: they would only push words out.
    if (length === 0 || length > MAX_LENGTH || bytes[start]! <= 0x39) return bytes.toString('latin1', start, end)

    let hash = length
    for (let at = start; at < end; at++) hash = (hash * 31 + bytes[at]!) | 0
    const slot = hash & (SLOTS - 1)
    const known = this.#slots[slot]
    if (known !== undefined && known.length === length && isAt(known, bytes, start)) return known
    return (this.#slots[slot] = bytes.toString('latin1', start, end))
  }
}

function isAt(word: string, bytes: Buffer, start: number): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) !== bytes[start + at]) return false
  return true
}
