/** A message that names more people than this means a list, not people. */
const MAX_NAMES = 30
/** Longer lines were not written by hand, and looking for the end of code in them would take its time. */
const MAX_LINE = 2_000

/** `@ada`, not part of an address or a path. Names may hold dots and hyphens; one at the end belongs to the sentence. */
const MENTION = /(?<![\p{L}\p{N}_@/.+-])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)(?![.-]*[\p{L}\p{N}_@/(])/gu
const CODE_SPAN = /(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g
const FENCE = /^\s{0,3}(`{3,}|~{3,})/
const FIXED = /^(?:>| {4}|\t)/

/**
 * Names that a text calls with `@`. Quotes and code are left out: what is quoted was told before, and `@property` is
 * no person.
 */
export function mentionedNames(text: string): readonly string[] {
  const names = new Set<string>()
  for (const line of ownLines(text.split('\n'))) {
    for (const [, name] of line.replaceAll(CODE_SPAN, ' ').matchAll(MENTION)) names.add(name!)
    if (names.size >= MAX_NAMES) break
  }
  return [...names].slice(0, MAX_NAMES)
}

function* ownLines(lines: readonly string[]): Iterable<string> {
  let fence: string | null = null
  for (const [index, line] of lines.entries()) {
    const mark: string | undefined = FENCE.exec(line)?.[1]
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null
    else if (fence === null && !FIXED.test(line) && !isDecorator(line, lines[index + 1])) yield line.slice(0, MAX_LINE)
  }
}

/** Python without a fence round it. */
function isDecorator(line: string, next = ''): boolean {
  return /^\s*@[\w.]+\s*$/.test(line) && /^\s*(?:@|(?:async )?(?:def|class)\b)/.test(next)
}
