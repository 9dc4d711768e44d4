/** The candidate that a slip of two keys may have made of the text; null when none is that near. */
function nearest(text: string, candidates: Iterable<string>): string | null {
  if (text.length > 40) return null
  const limit = text.length < 4 ? 1 : 2
  let best: string | null = null
  let least = limit + 1
  for (const candidate of candidates) {
    const distance =
      Math.abs(candidate.length - text.length) > limit
        ? limit + 1
        : editDistance(text.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** `, did you mean x?`, or nothing. */
export function suggestion(text: string, candidates: Iterable<string>): string {
  const near = nearest(text, candidates)
  return near === null ? '' : `, did you mean ${near}?`
}

/** Letters to insert, drop, replace, or exchange with their neighbour. */
function editDistance(a: string, b: string): number {
  let [older, previous]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, older[j - 2]! + 1)
    }
    ;[older, previous] = [previous, row]
  }
  return previous[b.length]!
}
