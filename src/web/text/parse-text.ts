import type { Tracker } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import type { Html } from '../../values/html.ts'
import { markdownHtml, parseMarkdown } from './markdown.ts'
import { parsePlainText, plainTextHtml } from './plain-text.ts'
import type { TextContext, TextLink } from './text-link.ts'
import { rulesOf } from './tracker-rules.ts'

/** What a text says, parsed once: it depends on nobody's rights and may be kept. */
export interface ParsedText {
  /** Nodes that the text names; look those up that the reader may see, and hand them to `toHtml`. */
  readonly references: readonly Designator[]
  toHtml(context: TextContext): Html
}

/** Longer Markdown is shown as typed: a parser that nests has worse cases than one pass over lines. */
const MAX_MARKDOWN = 64 * 1024

/** @param type  the message's MIME type: `text/markdown`, or anything else for text as typed. */
export function parseText(tracker: Tracker, text: string, type: string | null): ParsedText {
  const rules = rulesOf(tracker)
  if (isMarkdown(type) && text.length <= MAX_MARKDOWN) {
    const parsed = parseMarkdown(text, rules)
    return { references: referencesOf(parsed.links), toHtml: (context) => markdownHtml(parsed, context) }
  }
  const parsed = parsePlainText(text, rules)
  const links = parsed.parts.flatMap((part) => part.links)
  return { references: referencesOf(links), toHtml: (context) => plainTextHtml(parsed, context) }
}

function isMarkdown(type: string | null): boolean {
  return /^text\/markdown\b/i.test(type ?? '')
}

function referencesOf(links: readonly TextLink[]): readonly Designator[] {
  const byDesignator = new Map<string, Designator>()
  for (const { node } of links) if (node !== null) byDesignator.set(printDesignator(node), node)
  return [...byDesignator.values()]
}
