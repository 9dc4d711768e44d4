import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'

/** Part of a text that may become a link. */
export interface TextLink {
  readonly start: number
  readonly end: number
  /** An absolute URL, or a path below the tracker's root that begins with `/`. */
  readonly href: string
  /** Has to be there for the reader, else the text stays text. */
  readonly node: Designator | null
  readonly title: string | null
}

/** What a link to a node says besides its designator. */
export interface NodeNote {
  /** Null for what has no title: messages, files. */
  readonly title: string | null
  readonly closed: boolean
  /** Name of its state, for the tooltip: "closed". */
  readonly state?: string | null
}

export interface TextContext {
  /** Makes a URL of a path below the tracker's root. */
  readonly link: (path: string) => string
  /** Nodes that are there and visible, by designator. What is not among them is not linked. */
  readonly notes: ReadonlyMap<string, NodeNote>
}

const SAFE_URL = /^(?:https?:\/\/|ftps?:\/\/|mailto:)/i

/** Whether a link may lead there: no script, no data, no file of the reader's machine. */
export function isSafeUrl(url: string): boolean {
  return SAFE_URL.test(url)
}

export function linkedText(text: string, links: readonly TextLink[], context: TextContext): Html {
  const parts: (Html | string)[] = []
  let at = 0
  for (const link of links) {
    parts.push(text.slice(at, link.start), anchor(text.slice(link.start, link.end), link, context))
    at = link.end
  }
  parts.push(text.slice(at))
  return html`${parts}`
}

export function anchor(
  text: string,
  { href, node, title }: Omit<TextLink, 'start' | 'end'>,
  context: TextContext,
): Html {
  if (node !== null) {
    const note = context.notes.get(printDesignator(node))
    return note === undefined ? html`${text}` : nodeAnchor(text, context.link(href), note)
  }
  const tooltip = title !== null && html` title="${title}"`
  if (href.startsWith('/')) return html`<a href="${context.link(href)}"${tooltip}>${text}</a>`
  return html`<a href="${href}" rel="nofollow noopener"${tooltip}>${text}</a>`
}

function nodeAnchor(text: string, href: string, { title, closed, state }: NodeNote): Html {
  const words = [state ? `[${state}]` : closed ? '[closed]' : '', title ?? ''].filter((word) => word !== '').join(' ')
  return html`<a href="${href}"${closed && html` class="closed"`}${words !== '' && html` title="${words}"`}>${text}</a>`
}
