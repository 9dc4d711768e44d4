/** Lines of a text that are shown alike: prose, what has to keep its columns, what somebody else wrote. */
export interface Segment {
  readonly kind: 'prose' | 'code' | 'quote'
  readonly text: string
}

const TRACEBACK = /^\s*Traceback \(most recent call last\):/
const DIFF_START = /^(?:diff --git |diff -r |Index: \S|--- \S|\*\*\* \S)/
const DIFF_SECOND = /^(?:\+\+\+ |--- |index |=====|new file|deleted file|old mode|similarity|rename |diff |Binary )/
const DIFF_LINE =
  /^(?:[ +\-@\\!*]|$|diff |index |Index: |=====|new file|deleted file|old mode|new mode|similarity|rename |copy |Binary )/
const PROMPT = /^\s*(?:>>> |>>>$)/
const FRAME = /^#\d{1,3}\s+(?:0x|\S+ \()/
const COLUMNS = /\S {3,}\S/
const INDENTED = /^(?: {4}|\t)\s*\S/
const QUOTED = /^\s?>(?!>>)/

/** How many lines from `at` on belong to something that keeps its columns; 0 where it is nothing such. */
export function codeLength(lines: readonly string[], at: number): number {
  const line = lines[at]!
  if (TRACEBACK.test(line)) return tracebackLength(lines, at)
  if (DIFF_START.test(line) && DIFF_SECOND.test(lines[at + 1] ?? ''))
    return countWhile(lines, at + 1, (next) => DIFF_LINE.test(next)) + 1
  if (PROMPT.test(line)) return countWhile(lines, at, isSomething)
  if (FRAME.test(line)) return countWhile(lines, at, (next) => FRAME.test(next) || INDENTED.test(next))
  return 0
}

/** Everything that is indented more than the first line, and the line with the error. */
function tracebackLength(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at]!)
  const frames = countWhile(lines, at + 1, (line) => line.trim() !== '' && indentOf(line) > indent)
  const hasError = isSomething(lines[at + 1 + frames] ?? '')
  return 1 + frames + (frames > 0 && hasError ? 1 : 0)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function isSomething(line: string): boolean {
  return line.trim() !== ''
}

function countWhile(lines: readonly string[], from: number, holds: (line: string) => boolean): number {
  let at = from
  while (at < lines.length && holds(lines[at]!)) at++
  return at - from
}

/** Cuts a typed text into its segments; each line is in exactly one, and is looked at once or twice. */
export function segmentsOf(text: string): readonly Segment[] {
  const lines = text.split('\n')
  const segments: { kind: Segment['kind']; lines: string[] }[] = []
  for (let at = 0; at < lines.length;) {
    const [kind, length] = kindAt(lines, at, segments.at(-1)?.kind ?? null)
    const last = segments.at(-1)
    const chunk = lines.slice(at, at + length)
    if (last?.kind === kind) last.lines.push(...chunk)
    else segments.push({ kind, lines: chunk })
    at += length
  }
  return segments.flatMap(({ kind, lines: chunk }) => {
    const cut = withoutOuterBlankLines(chunk)
    return cut === '' ? [] : [{ kind, text: cut }]
  })
}

function kindAt(
  lines: readonly string[],
  at: number,
  previous: Segment['kind'] | null,
): readonly [Segment['kind'], number] {
  const line = lines[at]!
  // A blank line goes on with what was before it; where that ends, its margin takes the line's place.
  if (line.trim() === '') return [previous ?? 'prose', 1]
  const length = codeLength(lines, at)
  if (length > 0) return ['code', length]
  if (QUOTED.test(line)) return ['quote', 1]
  const isIndented = INDENTED.test(line) && (previous === 'code' || (lines[at - 1] ?? '').trim() === '')
  return [isIndented || COLUMNS.test(line) ? 'code' : 'prose', 1]
}

function withoutOuterBlankLines(lines: readonly string[]): string {
  let from = 0
  let to = lines.length
  while (from < to && lines[from]!.trim() === '') from++
  while (to > from && lines[to - 1]!.trim() === '') to--
  return lines.slice(from, to).join('\n')
}
