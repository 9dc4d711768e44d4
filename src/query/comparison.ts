/** A value of a word, cut at what compares: `>20`, `10..20`, `*..20`, or nothing of that. */
export type Comparison =
  | { readonly is: 'more' | 'less'; readonly orEqual: boolean; readonly operand: string }
  | { readonly is: 'between'; readonly from: string | null; readonly to: string | null }
  | { readonly is: 'single'; readonly operand: string }

export function cutComparison(text: string): Comparison {
  const compared = /^(>=|<=|>|<|=)\s*(.*)$/s.exec(text)
  if (compared) {
    const [, operator, operand] = compared as unknown as [string, string, string]
    if (operator === '=') return { is: 'single', operand }
    return { is: operator.startsWith('>') ? 'more' : 'less', orEqual: operator.endsWith('='), operand }
  }
  const dots = text.indexOf('..')
  if (dots < 0) return { is: 'single', operand: text }
  const [from, to] = [text.slice(0, dots), text.slice(dots + 2)].map((end) => (end === '' || end === '*' ? null : end))
  // `..` alone leaves nothing to compare; its parser will say so.
  return from == null && to == null
    ? { is: 'single', operand: text }
    : { is: 'between', from: from ?? null, to: to ?? null }
}
