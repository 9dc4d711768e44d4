/** The known word that a mistyped one is closest to; null where none is close. */
export function nearest(word: string, known: readonly string[]): string | null {
  const begins = word.length > 2 ? known.find((candidate) => candidate.startsWith(word)) : undefined
  if (begins !== undefined) return begins
  const close = known
    .map((candidate) => ({ candidate, edits: distance(word, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)) && edits < word.length)
    .sort((a, b) => a.edits - b.edits)
  return close[0]?.candidate ?? null
}

/** Letters to insert, delete, replace, or neighbours to swap. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, replaced, isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
