import type { Tracker } from '../../schema/tracker.ts'
import { parseText } from '../text/parse-text.ts'
import type { ParsedText } from '../text/parse-text.ts'

/** Characters of text that are kept parsed: some hundred threads. */
const MAX_CHARACTERS = 4_000_000

/**
 * Parsed texts by message and revision, the ones that were asked for last: finding links in a thread costs more than
 * all the rest of its page. What they are parsed to depends on nobody's rights.
 */
export class ParsedTexts {
  readonly #tracker: Tracker
  readonly #kept = new Map<string, { readonly parsed: ParsedText; readonly size: number }>()
  #size = 0

  constructor(tracker: Tracker) {
    this.#tracker = tracker
  }

  /** @param key  names the text and its version. */
  of(key: string, text: () => string, type: string | null): ParsedText {
    const known = this.#kept.get(key)
    if (known) {
      this.#kept.delete(key)
      this.#kept.set(key, known)
      return known.parsed
    }
    const characters = text()
    const parsed = parseText(this.#tracker, characters, type)
    this.#keep(key, parsed, characters.length)
    return parsed
  }

  #keep(key: string, parsed: ParsedText, size: number): void {
    if (size > MAX_CHARACTERS / 10) return
    this.#kept.set(key, { parsed, size })
    this.#size += size
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= MAX_CHARACTERS) return
      this.#kept.delete(oldest)
      this.#size -= freed
    }
  }
}
