/** Both ends inclusive; null is open. */
export interface Range<T> {
  readonly from: T | null
  readonly to: T | null
}

/** The text of a range, cut: two ends of which one may be absent, or a single value. */
export type RangeText = { readonly single: string } | { readonly from: string | null; readonly to: string | null }

const WORDS = /^(?:from(?![a-z])\s*)?(.*?)(?:(?:^|\s|(?<=\d))to(?![a-z])\s*(.*))?$/is

/**
 * Cuts `A;B`, `A;`, `;B`, `from A to B`, `A to`, `to B` at their separators, words in any case. An end that is
 * missing on both sides makes no range: then the text is a single value, which its parser will refuse.
 */
export function cutRange(text: string): RangeText {
  const input = text.trim()
  const semicolon = input.indexOf(';')
  if (semicolon >= 0) return ends(input, input.slice(0, semicolon), input.slice(semicolon + 1))

  const startsWithFrom = /^from(?![a-z])/i.test(input)
  const [, from, to] = WORDS.exec(input) ?? []
  if (!startsWithFrom && to === undefined) return { single: input }
  return ends(input, from ?? '', to ?? '')
}

function ends(input: string, from: string, to: string): RangeText {
  const range = { from: from.trim() || null, to: to.trim() || null }
  return range.from === null && range.to === null ? { single: input } : range
}
