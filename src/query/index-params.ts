/** The parameters of a list's URL: those of Roundup's own (`@sort`, `:sort`), by name without the prefix, and the rest. */
export interface IndexParams {
  /** All values of a special parameter, blanks at the ends cut, empty ones left out. */
  special(name: string): readonly string[]
  /** What has no prefix, in order; values that are blank are left out. */
  readonly plain: ReadonlyMap<string, readonly string[]>
}

export function readParams(params: URLSearchParams): IndexParams {
  const special = new Map<string, string[]>()
  const plain = new Map<string, string[]>()
  for (const [key, value] of params) {
    const isSpecial = /^[@:]/.test(key)
    const values = isSpecial ? special : plain
    const name = isSpecial ? key.slice(1) : key
    if (!values.has(name)) values.set(name, [])
    if (value.trim() !== '') values.get(name)!.push(value)
  }
  for (const [name, texts] of plain) if (texts.length === 0) plain.delete(name)
  return {
    special: (name) => (special.get(name) ?? []).map((value) => value.trim()),
    plain,
  }
}

/** The whole number that a parameter holds; null when it holds none: Roundup ignores what is no number. */
export function wholeNumber(values: readonly string[]): number | null {
  const text = values.at(-1)
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** `a,b` and repeated parameters alike. */
export function listOf(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(/[,\s]+/)).filter((name) => name !== '')
}
