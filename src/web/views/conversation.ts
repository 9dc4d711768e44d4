import type { HistoryChange, HistoryEntry } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { changesHtml } from './history.ts'
import { messageBlock } from './message-block.ts'
import type { MessageItem } from './message-block.ts'
import type { PageContext } from './page-context.ts'
import { age } from './time.ts'

export interface ConversationProps {
  readonly schema: ClassSchema
  /** Oldest first. */
  readonly messages: readonly MessageItem[]
  readonly history: readonly HistoryEntry[]
}

/** Said elsewhere on the page, or of no interest between two messages. */
const NOT_TOLD = new Set(['messages', 'files', 'nosy'])

/** The whole thread, oldest first, with what changed in between: one short line each. */
export function conversation(context: PageContext, props: ConversationProps): Html {
  const { schema, messages } = props
  const changes = props.history.flatMap((entry) => toldChange(schema, entry)).reverse()
  const blocks: Html[] = []
  let next = 0
  for (const message of messages) {
    for (; next < changes.length && message.date !== null && changes[next]!.entry.at < message.date; next++)
      blocks.push(changeLine(context, schema, changes[next]!))
    blocks.push(messageBlock(context, message))
  }
  for (; next < changes.length; next++) blocks.push(changeLine(context, schema, changes[next]!))
  return html`<section class="conversation" aria-labelledby="messages-title"><h2 id="messages-title">${messages.length === 1 ? '1 message' : `${messages.length} messages`}</h2>
${blocks}</section>`
}

interface ToldChange {
  readonly entry: HistoryEntry
  readonly changes: readonly HistoryChange[]
}

function toldChange(schema: ClassSchema, entry: HistoryEntry): readonly ToldChange[] {
  if (entry.action === 'retired' || entry.action === 'restored') return [{ entry, changes: [] }]
  if (entry.action !== 'set') return []
  const changes = entry.changes.filter(
    ({ property }) => !NOT_TOLD.has(property) && schema.properties.get(property)?.definition.quiet !== true,
  )
  return changes.length > 0 ? [{ entry, changes }] : []
}

function changeLine(context: PageContext, schema: ClassSchema, { entry, changes }: ToldChange): Html {
  const what = changes.length > 0 ? changesHtml(context, schema, changes) : html`${entry.action}`
  return html`<p class="change"><b>${entry.actor.name}</b> ${what} <span class="when">${age(context, entry.at)}</span></p>
`
}
