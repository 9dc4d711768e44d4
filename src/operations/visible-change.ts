import type { Access } from '../access/access.ts'
import type { PropertySchema, Tracker } from '../schema/tracker.ts'
import type { JournalChange, JournalDelta, JournalValue } from '../store/journal/journal.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { printDate } from '../values/date.ts'
import { withoutAddress } from '../values/without-address.ts'
import { journalValue } from './journal-entries.ts'
import { headerSource, idsIn, isContent, linksOf } from './told-change.ts'
import type { Asker, ToldChange } from './told-change.ts'

/** One property of a change as one reader may read it. */
export type ToldProperty =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly old: string; readonly new: string }
  | { readonly name: string; readonly added: readonly string[]; readonly removed: readonly string[] }

/** A file or message that came or went with a change, beside what the mail itself brings. */
export interface ToldContent {
  readonly kind: 'file' | 'message'
  readonly isAdded: boolean
  readonly node: StoredNode
}

/** What one reader may read of a change; readers with the same may share a mail. */
export interface VisibleChange {
  readonly title: string
  /** Who wrote the message or made the change. */
  readonly author: string
  readonly text: string
  /** Of the message. */
  readonly files: readonly StoredNode[]
  readonly properties: readonly ToldProperty[]
  readonly contents: readonly ToldContent[]
  /** Names of linked values for mail filters, by property. */
  readonly headers: readonly (readonly [property: string, labels: readonly string[]])[]
}

interface Told {
  readonly access: Access
  readonly tracker: Tracker
  readonly asker: Asker
  readonly told: ToldChange
}

/** @returns null, when there is nothing that this reader may read. */
export function visibleChange(access: Access, tracker: Tracker, asker: Asker, told: ToldChange): VisibleChange | null {
  const { schema, node, message, files, notification } = told
  const may = (name: string): boolean => access.may(asker, 'View', schema.name, node, name)
  if (!access.may(asker, 'View', schema.name, node)) return null
  if (message && !mayReadContent(access, asker, message)) return null

  const reader: Told = { access, tracker, asker, told }
  const properties = propertiesOf(reader).filter(({ name }) => may(name))
  const contents = contentsOf(reader)
  if (!message && properties.length === 0 && contents.length === 0 && notification.event === 'set') return null
  const title = node.values[schema.label]
  return {
    title: typeof title === 'string' && may(schema.label) ? title : '',
    author: authorName(reader),
    text: told.text,
    files: files.filter((file) => mayReadContent(access, asker, file)),
    properties,
    contents,
    headers: headersOf(reader).filter(([name]) => may(name)),
  }
}

function mayReadContent(access: Access, asker: Asker, node: StoredNode): boolean {
  return (
    !node.retired &&
    access.may(asker, 'View', node.className, node) &&
    access.may(asker, 'View', node.className, node, 'content')
  )
}

/** The name that pages show, else the one that people log in with. */
function authorName({ access, asker, told }: Told): string {
  const { message, notification, people } = told
  const id = message?.values['author'] ?? notification.actor
  const author = typeof id === 'number' ? people.get(id) : undefined
  if (!author) return 'Somebody'
  for (const property of ['realname', 'username']) {
    const name = author.values[property]
    const maySee = access.may(asker, 'View', author.className, author, property)
    if (maySee && typeof name === 'string' && name.trim() !== '') return withoutAddress(name.trim())
  }
  return `${author.className}${author.id}`
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
    const [old, now] = [change[0], change[1] ?? null].map((value) => printed(reader, property, value)) as [
      string,
      string,
    ]
    return old === '' && now === '' ? [] : [{ name, old, new: now }]
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

/** Files and messages of the change; new messages have mails of their own, and bring their files along. */
function contentsOf({ access, tracker, asker, told }: Told): readonly ToldContent[] {
  const { schema, node, linked, files, notification } = told
  const own = new Set(files.map(({ id }) => id))
  return linksOf(schema).flatMap((property) => {
    const change = notification.changes?.[property.name]
    const { kind } = tracker.classes.get(property.to!)!
    if (!change || isPair(change) || (kind !== 'file' && kind !== 'message')) return []
    if (!access.may(asker, 'View', schema.name, node, property.name)) return []
    const those = (ids: readonly JournalValue[] = [], isAdded: boolean): readonly ToldContent[] =>
      ids.flatMap((id) => {
        const target = typeof id === 'number' ? linked.get(property.to!)?.get(id) : undefined
        const isTold = target && !target.retired && access.may(asker, 'View', property.to!, target)
        return isTold ? [{ kind, isAdded, node: target }] : []
      })
    const added = kind === 'file' ? those(change['+'], true).filter(({ node: { id } }) => !own.has(id)) : []
    return [...added, ...those(change['-'], false)]
  })
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
  const { label, kind } = tracker.classes.get(className)!
  if (!target || isRemoved(tracker, target) || !access.may(asker, 'View', className, target)) return null
  const text = target.values[label]
  const maySeeLabel = label === 'id' || access.may(asker, 'View', className, target, label)
  if (typeof text !== 'string' || !maySeeLabel) return String(target.id)
  return kind === 'user' ? withoutAddress(text) : text
}

/** Roundup prints a header for every link whose class has a `name`, or the property that the schema gives. */
function headersOf({ access, asker, tracker, told }: Told): readonly (readonly [string, readonly string[]])[] {
  const { schema, node, linked } = told
  return linksOf(schema).flatMap((property) => {
    const source = headerSource(tracker, property)
    if (source === null) return []
    const labels = idsIn(node.values[property.name]).flatMap((id) => {
      const target = linked.get(property.to!)?.get(id)
      const text = target?.values[source]
      const maySee = target && !isRemoved(tracker, target) && access.may(asker, 'View', property.to!, target, source)
      if (typeof text !== 'string' || !maySee) return []
      return [target.className === 'user' ? withoutAddress(text) : text]
    })
    return labels.length === 0 ? [] : [[property.name, labels] as const]
  })
}

/** A file that was taken away is not told of any more; a value that is out of use still says what it is. */
function isRemoved(tracker: Tracker, target: StoredNode): boolean {
  return target.retired && isContent(tracker, target.className)
}
