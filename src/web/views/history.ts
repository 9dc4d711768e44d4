import type { Cell, HistoryChange, HistoryEntry, LinkCell } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import { html, joined, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { cellHtml, isEmpty, linkHtml } from './cell.ts'
import type { PageContext } from './page-context.ts'
import { moment } from './time.ts'
import { spelledOut, titleOf } from './words.ts'

export interface HistoryProps {
  readonly schema: ClassSchema
  /** Newest first. */
  readonly entries: readonly HistoryEntry[]
  /** Open from the start: the page of one node has room for it. */
  readonly open?: boolean
}

/** Everything that ever happened, folded away. What the tracker counts by itself is there, but grey. */
export function history(context: PageContext, { schema, entries, open }: HistoryProps): Html {
  if (entries.length === 0) return NO_HTML
  return html`<details class="history" id="history"${open && OPEN}><summary>History <span class="muted">${entries.length}</span></summary>
<div class="scroll"><table><caption class="unseen">History, newest first</caption><thead><tr><th scope="col">Date</th><th scope="col">User</th><th scope="col">Change</th></tr></thead><tbody>
${entries.map((entry) => historyRow(context, schema, entry))}
</tbody></table></div></details>`
}
const OPEN = html` open`

function historyRow(context: PageContext, schema: ClassSchema, entry: HistoryEntry): Html {
  const name =
    entry.actor.id === null
      ? html`${entry.actor.name}`
      : html`<a href="${context.link(`/user${entry.actor.id}`)}">${entry.actor.name}</a>`
  const source = SOURCES[entry.source]
  return html`<tr><td>${moment(context, entry.at)}</td><td>${name}${source !== undefined && html` <span class="muted">${source}</span>`}</td><td>${whatHappened(context, schema, entry)}</td></tr>
`
}

/** Worth a word when it was no person at a form. */
const SOURCES: Partial<Record<HistoryEntry['source'], string>> = {
  email: 'by mail',
  rest: 'by REST',
  xmlrpc: 'by XML-RPC',
  cli: 'by command',
  github: 'by GitHub',
  job: 'by the tracker',
}

function whatHappened(context: PageContext, schema: ClassSchema, entry: HistoryEntry): Html {
  const { action, linker } = entry
  if (linker !== null) {
    const designator = printDesignator(linker.designator)
    return html`${action === 'link' ? 'linked by' : 'unlinked from'} <a href="${context.link(`/${designator}`)}">${designator}</a> <span class="muted">${spelledOut(linker.property).toLowerCase()}</span>`
  }
  const changes = changesHtml(context, schema, entry.changes)
  if (action === 'set') return changes
  return html`${action === 'create' ? 'created' : action}${entry.changes.length > 0 && html`: ${changes}`}`
}

/** One line per change set: `stage: needs patch → patch review; nosy: +Grace`. */
export function changesHtml(context: PageContext, schema: ClassSchema, changes: readonly HistoryChange[]): Html {
  return joined(
    changes.map((change) => changeHtml(context, schema, change)),
    '; ',
  )
}

function changeHtml(context: PageContext, schema: ClassSchema, change: HistoryChange): Html {
  const property = schema.properties.get(change.property)
  const title = (property ? titleOf(property) : spelledOut(change.property)).toLowerCase()
  const to = property?.to ?? null
  const body =
    'added' in change
      ? comingsAndGoings(context, change.added, change.removed, to)
      : oldAndNew(context, change.old, change.new, to)
  const line = html`${title}: ${body}`
  return property?.definition.quiet ? html`<span class="muted">${line}</span>` : line
}

function comingsAndGoings(
  context: PageContext,
  added: readonly LinkCell[],
  removed: readonly LinkCell[],
  to: string | null,
): Html {
  const options = { to, linked: linksInText(context, to), aged: false }
  return joined(
    [
      ...added.map((one) => html`<ins>+${linkHtml(context, one, options)}</ins>`),
      ...removed.map((one) => html`<del>−${linkHtml(context, one, options)}</del>`),
    ],
    ' ',
  )
}

function oldAndNew(context: PageContext, before: Cell, after: Cell, to: string | null): Html {
  const options = { to, linked: linksInText(context, to), aged: false }
  if (isEmpty(before)) return html`<ins>${cellHtml(context, after, options)}</ins>`
  if (isEmpty(after)) return html`<del>${cellHtml(context, before, options)}</del> → nothing`
  return html`<del>${cellHtml(context, before, options)}</del> → <ins>${cellHtml(context, after, options)}</ins>`
}

/** Messages, files and issues are worth following; the page of a status is not. */
function linksInText(context: PageContext, to: string | null): boolean {
  const kind = to === null ? undefined : context.tracker.classes.get(to)?.kind
  return kind === 'message' || kind === 'file' || kind === 'issue'
}
