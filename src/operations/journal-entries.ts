import type { Value } from '../schema/property.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import type { JournalChange, JournalEntry, JournalValue } from '../store/journal/journal.ts'
import { printInterval } from '../values/interval.ts'
import type { Interval } from '../values/interval.ts'
import { maskPassword } from '../values/password.ts'

/** Who, when and through which door: the same for all entries of one change set. */
export type Stamp = Pick<JournalEntry, 'at' | 'actor' | 'source'>

export interface NodeChange {
  readonly schema: ClassSchema
  readonly id: number
  /** Values before; null for a new node. */
  readonly before: Readonly<Record<string, Value>> | null
  readonly values: Readonly<Record<string, Value>>
  /** SHA-256 in hexadecimal, before and after, when the content is another. */
  readonly content?: readonly [string | null, string]
}

/** The entries of a created or changed node: its own, and those of the nodes it links or no longer links. */
export function entriesOf(tracker: Tracker, stamp: Stamp, change: NodeChange): readonly JournalEntry[] {
  const entries: JournalEntry[] = []
  const { schema, id, before } = change
  if (!schema.journal) return entries
  entries.push({
    ...stamp,
    className: schema.name,
    node: id,
    action: before ? 'set' : 'create',
    changes: before ? changesOf(change) : null,
  })
  return [...entries, ...linkEntries(tracker, stamp, change)]
}

/** Old and new value of everything that a change of a node writes. */
export function changesOf({ schema, before, values, content }: NodeChange): Record<string, JournalChange> {
  const changes: Record<string, JournalChange> = {}
  for (const [name, value] of Object.entries(values)) {
    const property = schema.properties.get(name)!
    changes[name] = changeOf(property, before?.[name] ?? null, value)
  }
  if (content) changes['content'] = content
  return changes
}

function changeOf(property: PropertySchema, old: Value, value: Value): JournalChange {
  if (property.type !== 'multilink') return [journalValue(property, old), journalValue(property, value)]
  const { added, removed } = comings((old ?? []) as readonly number[], value as readonly number[])
  return { ...(added.length > 0 && { '+': added }), ...(removed.length > 0 && { '-': removed }) }
}

/** What the second list has and the first has not, and the other way round. */
export function comings(
  before: readonly number[],
  after: readonly number[],
): { readonly added: readonly number[]; readonly removed: readonly number[] } {
  const had = new Set(before)
  const has = new Set(after)
  return { added: after.filter((id) => !had.has(id)), removed: before.filter((id) => !has.has(id)) }
}

/** A value as the journal writes it. Hashes of passwords never get there. */
export function journalValue(property: PropertySchema, value: Value): JournalValue {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  if (property.type === 'interval') return printInterval(value as Interval)
  if (property.type === 'password') return maskPassword(value as string)
  return value as JournalValue
}

function linkEntries(
  tracker: Tracker,
  stamp: Stamp,
  { schema, id, before, values }: NodeChange,
): readonly JournalEntry[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const property = schema.properties.get(name)!
    if (!isJournalled(tracker, property)) return []
    const { added, removed } = comings(idsOf(before?.[name] ?? null), idsOf(value))
    const entry =
      (action: 'link' | 'unlink') =>
      (target: number): JournalEntry => ({
        ...stamp,
        className: property.to!,
        node: target,
        action,
        changes: null,
        linker: { className: schema.name, id, property: name },
      })
    return [...removed.map(entry('unlink')), ...added.map(entry('link'))]
  })
}

function isJournalled(tracker: Tracker, { to, definition }: PropertySchema): boolean {
  if (to === null || (definition.type !== 'link' && definition.type !== 'multilink')) return false
  return definition.journal !== false && (tracker.classes.get(to)?.journal ?? false)
}

function idsOf(value: Value): readonly number[] {
  if (value === null) return []
  return typeof value === 'number' ? [value] : (value as readonly number[])
}
