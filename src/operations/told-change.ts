import type { Asker } from '../access/access.ts'
import { rolesOf } from '../schema/roles.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { StoredNotification } from '../store/outbox/notifications.ts'

export type { Asker }

/** Everything that mails about one change are made of, read with the tracker's own eyes. */
export interface ToldChange {
  readonly notification: StoredNotification
  readonly schema: ClassSchema
  readonly node: StoredNode
  /** null for changes alone. */
  readonly message: StoredNode | null
  readonly text: string
  /** Of the message. */
  readonly files: readonly StoredNode[]
  /** The message that all others answer. */
  readonly first: StoredNode | null
  /** Users by id: who is to be told, who did it, who wrote the message. */
  readonly people: ReadonlyMap<number, StoredNode>
  /** What the node links, and linked before, by class and id. */
  readonly linked: ReadonlyMap<string, ReadonlyMap<number, StoredNode>>
}

/** @returns null, when the node or the message is not there any more. */
export async function readToldChange(
  sql: Sql,
  tracker: Tracker,
  notification: StoredNotification,
): Promise<ToldChange | null> {
  const schema = tracker.classes.get(notification.className)
  const [node] = schema ? await loadNodes(sql, schema, [notification.node]) : []
  if (!schema || !node || node.retired) return null

  const messages = schema.properties.get('messages')
  const messageSchema = messages?.to ? tracker.classes.get(messages.to)! : null
  const messageIds = (node.values['messages'] ?? []) as readonly number[]
  const firstId = messageIds[0]
  const wanted = [notification.message, firstId].filter((id) => id !== null && id !== undefined)
  const loaded = messageSchema ? await loadNodes(sql, messageSchema, wanted) : []
  const message = loaded.find(({ id }) => id === notification.message) ?? null
  if (notification.message !== null && (!message || message.retired || !messageIds.includes(message.id))) return null

  const userIds = [...notification.people, notification.actor, message?.values['author']].filter(
    (id) => typeof id === 'number',
  )
  const people = await loadNodes(sql, tracker.classes.get('user')!, userIds)
  return {
    notification,
    schema,
    node,
    message,
    text: await textOf(sql, message),
    files: await filesOf(sql, tracker, message),
    first: loaded.find(({ id }) => id === firstId) ?? null,
    people: new Map(people.map((user) => [user.id, user])),
    linked: await linkedBy(sql, tracker, schema, node, notification),
  }
}

async function textOf(sql: Sql, message: StoredNode | null): Promise<string> {
  const bytes = message?.contentHash ? await getContent(sql, message.contentHash) : null
  return bytes ? new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, '\n') : ''
}

async function filesOf(sql: Sql, tracker: Tracker, message: StoredNode | null): Promise<readonly StoredNode[]> {
  const ids = (message?.values['files'] ?? []) as readonly number[]
  const file = tracker.classes.get('file')
  return file && ids.length > 0 ? (await loadNodes(sql, file, ids)).filter(({ retired }) => !retired) : []
}

/** What the node links now, and what the change took away. */
async function linkedBy(
  sql: Sql,
  tracker: Tracker,
  schema: ClassSchema,
  node: StoredNode,
  { changes }: StoredNotification,
): Promise<ReadonlyMap<string, ReadonlyMap<number, StoredNode>>> {
  const wanted = new Map<string, Set<number>>()
  for (const property of linksOf(schema)) {
    /* Old issues have hundreds of messages, and only what tells of a new one names them. */
    const isLeftOut = changes !== null && isContent(tracker, property.to) && headerSource(tracker, property) === null
    const ids = [...(isLeftOut ? [] : idsIn(node.values[property.name])), ...idsIn(changes?.[property.name])]
    const known = wanted.get(property.to!) ?? new Set()
    for (const id of ids) known.add(id)
    wanted.set(property.to!, known)
  }
  const linked = new Map<string, ReadonlyMap<number, StoredNode>>()
  for (const [className, ids] of wanted) {
    const nodes = await loadNodes(sql, tracker.classes.get(className)!, [...ids])
    linked.set(className, new Map(nodes.map((target) => [target.id, target])))
  }
  return linked
}

export function linksOf(schema: ClassSchema): readonly PropertySchema[] {
  return [...schema.properties.values()].filter(
    ({ to, computedFrom, automatic, definition }) => to !== null && !computedFrom && !automatic && !definition.legacy,
  )
}

/** Messages and files are told by themselves. */
export function isContent(tracker: Tracker, className: string | null): boolean {
  return className !== null && (tracker.classes.get(className)?.hasContent ?? false)
}

export function idsIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(idsIn)
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : []
}

/** A user as one who asks. */
export function askerOf(tracker: Tracker, user: StoredNode): Asker {
  const { roles } = user.values
  return { userId: user.id, roles: rolesOf(tracker, typeof roles === 'string' ? roles : null) }
}

/** The property that the mail header of a link is made of; null where it has none. */
export function headerSource(tracker: Tracker, { to, definition }: PropertySchema): string | null {
  const given = 'mailHeader' in definition ? definition.mailHeader : undefined
  if (given !== undefined) return given === false ? null : given
  return tracker.classes.get(to!)!.properties.has('name') ? 'name' : null
}
