import { html, joined } from '../values/html.ts'
import type { Html } from '../values/html.ts'

/** Quotes within quotes: deeper ones stay with their marks. */
const MAX_DEPTH = 5
const QUOTE = 'margin:0 0 0 4px;padding:0 0 0 8px;border-left:3px solid #8888'

/**
 * A message as simple HTML: paragraphs with the line breaks that they were written with, quotes, fenced and indented
 * code, links. What else Markdown knows reads well as it is.
 */
export function textAsHtml(text: string, depth = 0): Html {
  return joined(
    blocksOf(text.split('\n')).map((block) => blockAsHtml(block, depth)),
    '\n',
  )
}

interface Block {
  readonly kind: 'paragraph' | 'quote' | 'code'
  readonly lines: readonly string[]
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    const fence = FENCE.exec(lines[at]!)?.[1]
    if (fence !== undefined) {
      const end = lines.findIndex((line, index) => index > at && line.trim() === fence)
      const upTo = end === -1 ? lines.length : end
      blocks.push({ kind: 'code', lines: lines.slice(at + 1, upTo) })
      at = upTo + 1
      continue
    }
    const kind = kindOf(lines[at]!)
    const end = kind === null ? at + 1 : endOf(lines, at, kind)
    if (kind !== null) blocks.push({ kind, lines: lines.slice(at, end) })
    at = end
  }
  return blocks
}

/** Null for a blank line. */
function kindOf(line: string): Block['kind'] | null {
  if (line.trim() === '') return null
  if (line.startsWith('>')) return 'quote'
  return /^(?: {4}|\t)/.test(line) ? 'code' : 'paragraph'
}

/** Code may hold blank lines; an indented line that follows a paragraph is part of it. */
function endOf(lines: readonly string[], start: number, kind: Block['kind']): number {
  let end = start + 1
  for (let at = end; at < lines.length; at++) {
    const next = kindOf(lines[at]!)
    const goesOn = next === kind || (kind === 'paragraph' && next === 'code')
    if (goesOn && !FENCE.test(lines[at]!)) end = at + 1
    else if (next !== null || kind !== 'code') break
  }
  return end
}

function blockAsHtml({ kind, lines }: Block, depth: number): Html {
  if (kind === 'code') return html`<pre style="white-space:pre-wrap">${lines.join('\n')}</pre>`
  if (kind === 'paragraph' || depth === MAX_DEPTH) return html`<p>${joined(lines.map(linked), html`<br>`)}</p>`
  const inner = lines.map((line) => line.replace(/^> ?/, '')).join('\n')
  return html`<blockquote style="${QUOTE}">${textAsHtml(inner, depth + 1)}</blockquote>`
}

/** Full stops and closing brackets behind an address belong to the sentence. */
const WEB_ADDRESS = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/g

function linked(line: string): Html {
  const parts: (Html | string)[] = []
  let from = 0
  for (const match of line.matchAll(WEB_ADDRESS)) {
    parts.push(line.slice(from, match.index), html`<a href="${match[0]}">${match[0]}</a>`)
    from = match.index + match[0].length
  }
  return html`${parts}${line.slice(from)}`
}
