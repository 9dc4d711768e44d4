import type { KeptValue, NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { html, joined, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { titleOf } from './words.ts'

/** By the reasons that an import gives. */
const REASONS: Readonly<Record<string, string>> = {
  'no-target': 'is not there',
  nul: 'held a NUL character, left out',
  'not-utf-8': 'was no UTF-8, read as Windows-1252',
  surrogate: 'held half a surrogate pair, replaced',
  'out-of-range': 'is too large',
  precision: 'has more digits than fit',
}

/** What an import could not store in its place, folded away: old trackers are full of it, and it rarely matters. */
export function keptNote({ node, schema }: { readonly node: NodeView; readonly schema: ClassSchema }): Html {
  if (node.kept.length === 0) return NO_HTML
  const groups = Map.groupBy(node.kept, ({ property, reason }) => `${property} ${reason}`)
  return html`<details class="history" id="kept"><summary>Not imported as it was <span class="muted">${node.kept.length}</span></summary>
<ul>${[...groups.values()].map((values) => keptLine(schema, values))}</ul></details>`
}

function keptLine(schema: ClassSchema, values: readonly KeptValue[]): Html {
  const { property, reason } = values[0]!
  const texts = joined(
    values.map(({ text }) => html`<code>${text}</code>`),
    ', ',
  )
  return html`<li>${titleOf(schema.properties.get(property)!)}: ${texts} <span class="muted">${REASONS[reason] ?? reason}</span></li>`
}
