import type { Access, Asker } from '../access/access.ts'
import { rolesOf } from '../schema/roles.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import type { JournalChange, JournalDelta, JournalValue } from '../store/journal/journal.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { StoredNotification } from '../store/outbox/notifications.ts'
import { printDate } from '../values/date.ts'
import { journalValue } from './journal-entries.ts'

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

/** One property of a change as one reader may read it. */
export type ToldProperty =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly old: string; readonly new: string }
  | { readonly name: string; readonly added: readonly string[]; readonly removed: readonly string[] }

/** What one reader may read of a change; readers with the same may share a mail. */
export interface VisibleChange {
  readonly title: string
  /** Empty where the message's text is not for this reader. */
  readonly text: string
  readonly files: readonly StoredNode[]
  readonly properties: readonly ToldProperty[]
  readonly addedFiles: readonly number[]
  /** Names of linked values for mail filters, by property. */
  readonly headers: readonly (readonly [property: string, labels: readonly string[]])[]
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
  const firstId = ((node.values['messages'] ?? []) as readonly number[])[0]
  const wanted = [notification.message, firstId].filter((id) => id !== null && id !== undefined)
  const loaded = messageSchema ? await loadNodes(sql, messageSchema, wanted) : []
  const message = loaded.find(({ id }) => id === notification.message) ?? null
  if (notification.message !== null && (!message || message.retired)) return null

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
    if (changes !== null && headerSource(tracker, property) === null && isContent(tracker, property.to)) continue
    const ids = [...idsIn(node.values[property.name]), ...idsIn(changes?.[property.name])]
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

function linksOf(schema: ClassSchema): readonly PropertySchema[] {
  return [...schema.properties.values()].filter(
    ({ to, computedFrom, automatic, definition }) => to !== null && !computedFrom && !automatic && !definition.legacy,
  )
}

/** Messages and files are told by themselves. */
function isContent(tracker: Tracker, className: string | null): boolean {
  return className !== null && (tracker.classes.get(className)?.hasContent ?? false)
}

function idsIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(idsIn)
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : []
}

/** A user as one who asks. */
export function askerOf(tracker: Tracker, user: StoredNode): Asker {
  const { roles } = user.values
  return { userId: user.id, roles: rolesOf(tracker, typeof roles === 'string' ? roles : null) }
}

/** @returns null, when there is nothing that this reader may read. */
export function visibleChange(access: Access, tracker: Tracker, asker: Asker, told: ToldChange): VisibleChange | null {
  const { schema, node, message, files, notification } = told
  const may = (name: string): boolean => access.may(asker, 'View', schema.name, node, name)
  if (!access.may(asker, 'View', schema.name, node)) return null
  if (message && !mayReadMessage(access, asker, message)) return null

  const reader: Told = { access, tracker, asker, told }
  const properties = propertiesOf(reader).filter(({ name }) => may(name))
  const readable = files.filter((file) => access.may(asker, 'View', file.className, file, 'content'))
  const addedFiles = may('files') ? addedIds(notification.changes?.['files']) : []
  if (!message && properties.length === 0 && addedFiles.length === 0 && notification.event === 'set') return null
  const title = node.values[schema.label]
  return {
    title: typeof title === 'string' && may(schema.label) ? title : '',
    text: told.text,
    files: readable,
    properties,
    addedFiles,
    headers: headersOf(reader).filter(([name]) => may(name)),
  }
}

function mayReadMessage(access: Access, asker: Asker, message: StoredNode): boolean {
  return (
    access.may(asker, 'View', message.className, message) &&
    access.may(asker, 'View', message.className, message, 'content')
  )
}

interface Told {
  readonly access: Access
  readonly tracker: Tracker
  readonly asker: Asker
  readonly told: ToldChange
}

function propertiesOf(reader: Told): readonly ToldProperty[] {
  const { schema, node, notification } = reader.told
  const isTold = ({ name, type, definition, automatic, computedFrom }: PropertySchema): boolean =>
    !automatic &&
    !computedFrom &&
    !definition.quiet &&
    !definition.legacy &&
    type !== 'password' &&
    !notification.quiet.includes(name)
  const told = [...schema.properties.values()].filter(isTold)
  const { changes } = notification
  if (changes === null)
    return told.flatMap((property) => {
      const value = printed(reader, property, journalValue(property, node.values[property.name] ?? null))
      return value === '' ? [] : [{ name: property.name, value }]
    })
  return told.flatMap((property) => {
    const change = changes[property.name]
    return change === undefined || isContent(reader.tracker, property.to) ? [] : changed(reader, property, change)
  })
}

function changed(reader: Told, property: PropertySchema, change: JournalChange): readonly ToldProperty[] {
  const { name } = property
  if (isPair(change)) {
    const [old, now] = change
    return [{ name, old: printed(reader, property, old), new: printed(reader, property, now ?? null) }]
  }
  const labels = (ids: readonly JournalValue[] = []): readonly string[] =>
    ids.flatMap((id) => labelOf(reader, property.to!, id) ?? []).sort()
  const added = labels(change['+'])
  const removed = labels(change['-'])
  return added.length + removed.length === 0 ? [] : [{ name, added, removed }]
}

function isPair(change: JournalChange): change is Exclude<JournalChange, JournalDelta> {
  return Array.isArray(change)
}

function addedIds(change: JournalChange | undefined): readonly number[] {
  return change && !isPair(change) ? (change['+'] ?? []).filter((id) => typeof id === 'number') : []
}

function printed(reader: Told, property: PropertySchema, value: JournalValue): string {
  if (value === null) return ''
  if (property.to !== null)
    return idsIn(value)
      .flatMap((id) => labelOf(reader, property.to!, id) ?? [])
      .sort()
      .join(', ')
  if (property.type === 'date') return printDate(new Date(value as string), '')
  return String(value)
}

/** null where the reader may not see what is linked, or it is not there. */
function labelOf({ access, tracker, asker, told }: Told, className: string, id: JournalValue): string | null {
  const target = typeof id === 'number' ? told.linked.get(className)?.get(id) : undefined
  const { label } = tracker.classes.get(className)!
  if (!target || isRemoved(tracker, target) || !access.may(asker, 'View', className, target)) return null
  const text = target.values[label]
  const maySeeLabel = label === 'id' || access.may(asker, 'View', className, target, label)
  return typeof text === 'string' && maySeeLabel ? text : String(target.id)
}

/** Roundup prints a header for every link whose class has a `name`, or the property that the schema gives. */
function headersOf(reader: Told): readonly (readonly [string, readonly string[]])[] {
  const { tracker, access, asker } = reader
  const { schema, node, linked } = reader.told
  return linksOf(schema).flatMap((property) => {
    const source = headerSource(tracker, property)
    if (source === null) return []
    const labels = idsIn(node.values[property.name]).flatMap((id) => {
      const target = linked.get(property.to!)?.get(id)
      const text = target?.values[source]
      const maySee = target && !isRemoved(tracker, target) && access.may(asker, 'View', property.to!, target, source)
      return typeof text === 'string' && maySee ? [text] : []
    })
    return labels.length === 0 ? [] : [[property.name, labels] as const]
  })
}

/** A file that was taken away is not told of any more; a value that is out of use still says what it is. */
function isRemoved(tracker: Tracker, target: StoredNode): boolean {
  return target.retired && isContent(tracker, target.className)
}

function headerSource(tracker: Tracker, { to, definition }: PropertySchema): string | null {
  const given = 'mailHeader' in definition ? definition.mailHeader : undefined
  if (given !== undefined) return given === false ? null : given
  return tracker.classes.get(to!)!.properties.has('name') ? 'name' : null
}
