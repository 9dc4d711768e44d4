const BLANK_LINES = /\r?\n(?:[ \t]*\r?\n)+/
const LEADING_BLANK_LINES = /^(?:[ \t]*\r?\n)+/
const QUOTED = /^[>|]/

/**
 * What stands for a message in lists: of its first section that is not quoted, the longer of the first
 * sentence and the first line. Sections are parted by blank lines; one whose first or second line is
 * quoted counts from the first line after the quotation.
 */
export function summaryOf(text: string): string {
  for (const section of text.replace(LEADING_BLANK_LINES, '').split(BLANK_LINES)) {
    const own = withoutQuotation(section.split(/\r\n|\r|\n/))
    if (own.length > 0) return summaryOfSection(own)
  }
  return ''
}

function withoutQuotation(lines: readonly string[]): readonly string[] {
  const isQuotation = QUOTED.test(lines[0] ?? '') || QUOTED.test(lines[1] ?? '')
  if (!isQuotation) return lines.some((line) => line.trim() !== '') ? lines : []

  const answer = lines.findIndex((line, index) => index > 0 && line !== '' && !QUOTED.test(line))
  return answer === -1 ? [] : lines.slice(answer)
}

function summaryOfSection(lines: readonly string[]): string {
  const section = lines.join('\n')
  const sentence = /^[^.!?]+[.!?]/.exec(section)?.[0] ?? ''
  const firstLine = lines[0] ?? ''
  return sentence.length > firstLine.length ? sentence : firstLine
}

interface MessageChanges {
  content?: Uint8Array
  summary?: string | null
}

/** A message that comes without a summary gets one made from its text. */
export function messageSummary(_context: unknown, _message: unknown, changes: MessageChanges): void {
  if (changes.summary || !changes.content) return

  changes.summary = summaryOf(new TextDecoder().decode(changes.content))
}
