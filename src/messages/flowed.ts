/**
 * Text as `format=flowed` (RFC 3676): a line that ends with a blank goes on in the next, so readers that know it wrap
 * paragraphs to their own width, and the others see lines of at most 72 characters.
 */
const WIDTH = 72

/** `-- ` before a signature is the one line whose blank at the end is not a join. */
const SIGNATURE_MARK = '-- '

export function flowed(text: string): string {
  return text.split('\n').flatMap(flowLine).map(stuffed).join('\n')
}

/** The text as it was before, for those who read flowed text back: tests, and mail that comes in. */
export function unflowed(text: string): string {
  const lines: string[] = []
  let open = false
  for (const stuffedLine of text.replaceAll('\r\n', '\n').split('\n')) {
    const line = stuffedLine.startsWith(' ') ? stuffedLine.slice(1) : stuffedLine
    const goesOn = line.endsWith(' ') && line !== SIGNATURE_MARK
    /* The blank belongs to the text: lines are cut behind it (delsp=no). */
    if (open) lines[lines.length - 1] += line
    else lines.push(line)
    open = goesOn
  }
  return lines.join('\n')
}

/** Lines of quotes, code and tables are left as they are: cut, they would say something else. */
const FIXED = /^[>\s|]|^[-_=+*]{3,}|\s{2,}\S|\t/

function flowLine(line: string): readonly string[] {
  if (line === SIGNATURE_MARK) return [line]
  /* A blank at the end would join the next line to it. */
  const trimmed = line.trimEnd()
  if (trimmed.length <= WIDTH || FIXED.test(trimmed)) return [trimmed]
  const lines: string[] = []
  let rest = trimmed
  while (rest.length > WIDTH) {
    const at = breakAt(rest)
    if (at === -1) break
    lines.push(rest.slice(0, at + 1))
    rest = rest.slice(at + 1)
  }
  return [...lines, rest]
}

/** The last blank within the width, else the first after it; -1 when there is none before the last character. */
function breakAt(text: string): number {
  const within = text.lastIndexOf(' ', WIDTH - 1)
  if (within > 0) return within
  const after = text.indexOf(' ', WIDTH)
  return after === text.length - 1 ? -1 : after
}

/** A line that begins with a blank or with `From ` gets a blank more, which the reader takes off again. */
function stuffed(line: string): string {
  return /^(?: |From )/.test(line) ? ` ${line}` : line
}
