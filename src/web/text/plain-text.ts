import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { findLinks } from './find-links.ts'
import type { TextRule } from './find-links.ts'
import { segmentsOf } from './segments.ts'
import type { Segment } from './segments.ts'
import { linkedText } from './text-link.ts'
import type { TextContext, TextLink } from './text-link.ts'

export interface PlainText {
  readonly parts: readonly { readonly segment: Segment; readonly links: readonly TextLink[] }[]
}

/** Text as it was typed: nothing is interpreted, links are found once per segment. */
export function parsePlainText(text: string, rules: readonly TextRule[]): PlainText {
  const clean = text.replace(/\r\n?/g, '\n')
  return { parts: segmentsOf(clean).map((segment) => ({ segment, links: findLinks(segment.text, rules) })) }
}

export function plainTextHtml({ parts }: PlainText, context: TextContext): Html {
  return html`<div class="text">${parts.map(({ segment, links }) => segmentHtml(segment, linkedText(segment.text, links, context)))}</div>`
}

function segmentHtml({ kind }: Segment, text: Html): Html {
  // A browser drops the line break after <pre>; what was typed may begin with one of its own.
  if (kind === 'code')
    return html`<pre>
${text}</pre>`
  return kind === 'quote' ? html`<blockquote class="typed">${text}</blockquote>` : html`<p class="typed">${text}</p>`
}
