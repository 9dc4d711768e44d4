/**
 * Markup that may be sent as it is. Only `html` and `raw` make one, and the private mark keeps a look-alike
 * object (parsed JSON, say) from passing for it.
 */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What a template takes. Booleans are no text: `true` would be a mistake, so only `false` is nothing. */
export type HtmlValue = Html | string | number | bigint | false | null | undefined | readonly HtmlValue[]

const SPECIAL = /[&<>"']/

/** Safe between tags and in a quoted attribute; with the quotes always there, neither can be left. */
export function escape(text: string): string {
  const first = text.search(SPECIAL)
  if (first === -1) return text

  let escaped = ''
  let from = 0
  for (let at = first; at < text.length; at++) {
    let entity: string
    switch (text.charCodeAt(at)) {
      case 34: entity = '&quot;'; break
      case 38: entity = '&amp;'; break
      case 39: entity = '&#39;'; break
      case 60: entity = '&lt;'; break
      case 62: entity = '&gt;'; break
      default: continue
    }
    if (from !== at) escaped += text.slice(from, at)
    escaped += entity
    from = at + 1
  }
  return from === text.length ? escaped : escaped + text.slice(from)
}

function print(value: HtmlValue): string {
  if (typeof value === 'string') return escape(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Html) return value.toString()
  if (!Array.isArray(value)) throw new TypeError(`A template takes Html, text, numbers and lists of them, not ${typeof value}`)

  let joined = ''
  for (const one of value as readonly HtmlValue[]) joined += print(one)
  return joined
}

/**
 * Markup with its values escaped. Attributes are written in quotes, and no value stands in a tag or
 * attribute name, in a script or in a style: a test reads the sources for that.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0]!
  for (let index = 0; index < values.length; index++) markup += print(values[index]) + strings[index + 1]!
  return new Html(markup)
}

/** For constants of this program, and for text whose every special character was dealt with. */
export function raw(markup: string): Html {
  return new Html(markup)
}

export const NO_HTML = new Html('')

/** The parts that are there, with the separator between them. */
export function joined(parts: readonly Html[], separator: HtmlValue): Html {
  const between = print(separator)
  return new Html(parts.map(String).join(between))
}
