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
      case 34:
        entity = '&quot;'
        break
      case 38:
        entity = '&amp;'
        break
      case 39:
        entity = '&#39;'
        break
      case 60:
        entity = '&lt;'
        break
      case 62:
        entity = '&gt;'
        break
      default:
        continue
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
  if (!Array.isArray(value))
    throw new TypeError(`A template takes Html, text, numbers and lists of them, not ${typeof value}`)

  let joined = ''
  for (const one of value as readonly HtmlValue[]) joined += print(one)
  return joined
}

/** Per template, the holes that stand in a tag outside quotes; null where there are none. */
const bareHoles = new WeakMap<TemplateStringsArray, readonly boolean[] | null>()

/** Follows tags and quotes through the constant parts of a template. */
function findBareHoles(strings: TemplateStringsArray): readonly boolean[] | null {
  let inTag = false
  let quote = ''
  const bare = strings.slice(0, -1).map((part) => {
    for (const character of part) {
      if (quote !== '') quote = character === quote ? '' : quote
      else if (!inTag) inTag = character === '<'
      else if (character === '>') inTag = false
      else if (character === '"' || character === "'") quote = character
    }
    return inTag && quote === ''
  })
  return bare.includes(true) ? bare : null
}

function refuseBareText(strings: TemplateStringsArray, values: readonly HtmlValue[], holes: readonly boolean[]): void {
  values.forEach((value, index) => {
    if (holes[index] && value && !(value instanceof Html))
      throw new TypeError(`Only Html may stand in a tag outside quotes, as after ${strings[index]!.slice(-20)}`)
  })
}

/**
 * Markup with its values escaped: between tags and in quoted attributes anything may stand, in a tag
 * outside quotes only Html (a whole attribute). Scripts and styles are files, so neither is ever written.
 *
 * @throws {TypeError} for text in a tag outside quotes, where escaping would not hold it.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let holes = bareHoles.get(strings)
  if (holes === undefined) bareHoles.set(strings, (holes = findBareHoles(strings)))
  if (holes !== null) refuseBareText(strings, values, holes)

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
export function joined(parts: readonly HtmlValue[], separator: HtmlValue): Html {
  const between = print(separator)
  return new Html(parts.map(print).join(between))
}
