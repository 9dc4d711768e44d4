/** One `NAME=value` of a file of settings. */
export interface SettingLine {
  readonly name: string
  readonly text: string
  /** From 1. */
  readonly line: number
}

export interface ParsedLines {
  readonly lines: readonly SettingLine[]
  /** Each with its line. */
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z_0-9]*)\s*=\s*(.*?)\s*$/

/**
 * What `docker --env-file`, systemd's EnvironmentFile and a shell agree on: one `NAME=value` a line, `#` before
 * a comment, quotes around a whole value left out. Nothing is expanded.
 */
export function parseLines(text: string): ParsedLines {
  const lines: SettingLine[] = []
  const problems: { line: number; message: string }[] = []
  const seen = new Set<string>()
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue
    const match = LINE.exec(raw)
    const name = match?.[1]
    const line = index + 1
    // The text is not repeated: it may be a password.
    if (name === undefined) problems.push({ line, message: 'has to be NAME=value, or a comment after "#"' })
    else if (seen.has(name)) problems.push({ line, message: `sets ${name} a second time` })
    else lines.push({ name, text: unquoted(match![2]!), line })
    if (name !== undefined) seen.add(name)
  }
  return { lines, problems }
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/.exec(value)
  return match ? match[2]! : value
}
