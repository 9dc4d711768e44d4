import type { HistoryEntry, NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { isEmpty } from './cell.ts'
import { labelledValue, readOnlyValue } from './control.ts'
import { page } from './frame.ts'
import { history } from './history.ts'
import { keptNote } from './kept-note.ts'
import { messageBlock } from './message-block.ts'
import type { MessageItem } from './message-block.ts'
import { retireForm } from './node-forms.ts'
import type { PageContext } from './page-context.ts'

/** A node that has this one in a multilink: the issue of a message. */
export interface LinkingNode {
  readonly className: string
  readonly id: number
  readonly title: string | null
  readonly closed: boolean
}

export interface MessagePageProps {
  readonly node: NodeView
  readonly schema: ClassSchema
  readonly message: MessageItem
  /** Issues whose thread it is part of, as far as the viewer may see them. */
  readonly partOf: readonly LinkingNode[]
  /** Shown below the text where they are set: recipients, messageid, inreplyto, … */
  readonly properties: readonly string[]
  readonly history: readonly HistoryEntry[]
}

export function messagePage(context: PageContext, props: MessagePageProps): Html {
  const { node, schema, message } = props
  const shown = props.properties
    .flatMap((name) => schema.properties.get(name) ?? [])
    .filter(({ name }) => !isEmpty(node.cells.get(name)))
  const main = html`<header class="heading"><h1>Message ${node.designator.id}</h1>${partOfLine(context, props.partOf)}
${node.retired && html`<p><strong class="state closed">retired</strong></p>`}</header>
${messageBlock(context, message)}
<div class="sheet">${shown.map((property) => labelledValue(context, property, readOnlyValue(context, property, node.cells.get(property.name) ?? null)))}</div>
${keptNote(props)}
${history(context, { schema, entries: props.history })}
${retireForm(context, props)}`
  return page(context, { title: `Message ${node.designator.id}`, kind: 'narrow', main })
}

export function partOfLine(context: PageContext, partOf: readonly LinkingNode[]): Html {
  return html`${partOf.map(({ className, id, title, closed }) => {
    const link = html`<a href="${context.link(`/${className}${id}`)}">${className}${id}</a> ${title}`
    return html`<p class="meta">in ${closed ? html`<s>${link}</s><span class="unseen"> (closed)</span>` : link}</p>`
  })}`
}
