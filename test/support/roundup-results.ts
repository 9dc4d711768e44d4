import { createHash } from 'node:crypto'
import PostalMime from 'postal-mime'
import type { Address, Attachment } from 'postal-mime'
import { unflowed } from '../../src/messages/flowed.ts'
import type { Value } from '../../src/schema/property.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../../src/schema/tracker.ts'
import type { Database } from '../../src/store/database.ts'
import { getContent } from '../../src/store/files/content.ts'
import { loadNodes } from '../../src/store/nodes/load-nodes.ts'
import type { Arrived } from './mail-sink.ts'
import { flowedText } from './read-mail.ts'

/* The form that compare.py reads: ids as text, instants in ISO, texts as text, files as size and hash. */

type Item = Readonly<Record<string, unknown>>
/** All items of a tracker by designator, unset properties left out. */
export type Snapshot = ReadonlyMap<string, Item>

export async function snapshot(database: Database, tracker: Tracker): Promise<Snapshot> {
  const items = new Map<string, Item>()
  for (const schema of tracker.classes.values()) {
    const { rows } = await database.pool.query<{ id: number }>(`select id from "${schema.name}" order by id`)
    const nodes = await loadNodes(
      database.sql,
      schema,
      rows.map(({ id }) => id),
    )
    for (const { id, retired, values, contentHash } of nodes) {
      const printed = Object.entries(values).map(([name, value]) => [name, print(schema.properties.get(name)!, value)])
      const content = contentHash && (await getContent(database.sql, contentHash))
      items.set(`${schema.name}${id}`, {
        ...Object.fromEntries(printed.filter(([, value]) => value !== null)),
        'is retired': retired,
        ...(content && { content: printContent(schema, content) }),
      })
    }
  }
  return items
}

function print({ type }: PropertySchema, value: Value): unknown {
  if (value instanceof Date) return value.toISOString()
  if (type === 'link') return value === null ? null : String(value)
  if (type === 'multilink')
    return (value as readonly number[]).length > 0 ? (value as readonly number[]).map(String) : null
  return type === 'password' && typeof value === 'string' ? value.slice(0, value.indexOf('}') + 1) : value
}

const MAX_TEXT = 8_000

function printContent({ kind }: ClassSchema, content: Uint8Array): unknown {
  const sha256 = createHash('sha256').update(content).digest('hex')
  if (kind === 'file') return { bytes: content.length, sha256 }
  const text = Buffer.from(content).toString()
  return text.length > MAX_TEXT ? { begins: text.slice(0, 100), chars: text.length, sha256 } : text
}

/** What is new, and of the others which properties are other now. */
export function differences(before: Snapshot, after: Snapshot): { readonly created: object; readonly changed: object } {
  const created: Record<string, Item> = {}
  const changed: Record<string, Record<string, { readonly old: unknown; readonly new: unknown }>> = {}
  for (const [designator, item] of after) {
    const old = before.get(designator)
    if (!old) created[designator] = item
    else
      for (const name of Object.keys({ ...old, ...item }))
        if (JSON.stringify(old[name]) !== JSON.stringify(item[name]))
          (changed[designator] ??= {})[name] = { old: old[name] ?? [], new: item[name] ?? [] }
  }
  return { created, changed }
}

/** A mail as it arrived: headers decoded, its text with the lines that its author wrote. */
export async function printMail(arrived: Arrived): Promise<object> {
  const { from, to, raw } = arrived
  const mail = await PostalMime.parse(raw)
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
  const named = ({ name, address }: Address): string => (name ? `${name} <${address}>` : (address ?? ''))
  return {
    envelope_from: from,
    envelope_to: to.split(','),
    headers: {
      ...headers,
      'content-type': headers['content-type']?.split(';')[0],
      from: named(mail.from!),
      to: (mail.to ?? []).map(named).join(', '),
      ...(mail.replyTo && { 'reply-to': mail.replyTo.map(named).join(', ') }),
      subject: mail.subject,
    },
    parts: [
      { type: 'text/plain', text: unflowed(flowedText(arrived)) },
      ...(mail.html === undefined ? [] : [{ type: 'text/html', text: mail.html }]),
      ...mail.attachments.map(printAttachment),
    ],
  }
}

function printAttachment({ mimeType, filename, disposition, content }: Attachment): object {
  const bytes = Buffer.from(content as ArrayBuffer)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const read = mimeType.startsWith('text/') ? { text: bytes.toString() } : { bytes: bytes.length, sha256 }
  return { type: mimeType, filename, disposition, ...read }
}
