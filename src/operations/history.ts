import type { Access } from '../access/access.ts'
import type { Cell, HistoryChange, HistoryEntry, LinkCell } from '../schema/read-query.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import type { LabelsByClass } from '../store/filter/read-labels.ts'
import type { JournalChange, JournalValue, StoredJournalEntry } from '../store/journal/journal.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { readInterval } from '../values/interval.ts'
import type { Actor } from './types.ts'

/**
 * Every class that a class's histories may name, with the ids that one history does name. Classes without
 * any are there as well: the statement that asks for the labels is the same for all nodes of a class.
 */
export function namedInHistory(
  tracker: Tracker,
  schema: ClassSchema,
  entries: readonly StoredJournalEntry[],
): ReadonlyMap<string, readonly number[]> {
  const named = new Map<string, Set<number>>([['user', new Set()]])
  for (const { to } of schema.properties.values()) if (to) named.set(to, new Set())
  for (const other of tracker.classes.values())
    if ([...other.properties.values()].some((property) => property.to === schema.name && !property.computedFrom))
      named.set(other.name, named.get(other.name) ?? new Set())

  for (const entry of entries) {
    if (entry.actor !== null) named.get('user')!.add(entry.actor)
    if (entry.linker) named.get(entry.linker.className)?.add(entry.linker.id)
    for (const [name, change] of Object.entries(entry.changes ?? {})) {
      const to = schema.properties.get(name)?.to
      if (to) for (const id of idsIn(change)) named.get(to)!.add(id)
    }
  }
  return new Map([...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([className, ids]) => [className, [...ids]]))
}

function idsIn(change: JournalChange): readonly number[] {
  if (!Array.isArray(change)) {
    const links = change as { '+'?: readonly number[]; '-'?: readonly number[] }
    return [...(links['+'] ?? []), ...(links['-'] ?? [])]
  }
  return (change as readonly JournalValue[]).flat().filter((id): id is number => typeof id === 'number')
}

export interface HistoryReader {
  readonly access: Access
  readonly actor: Actor
  readonly schema: ClassSchema
  readonly node: StoredNode
  readonly labels: LabelsByClass
}

/** What a person's record held before is between them and those who may change it. */
function mayReadHistory({ access, actor, schema, node }: HistoryReader): boolean {
  if (schema.kind !== 'user' || actor.userId === node.id) return true
  return access.may(actor, 'Edit', schema.name, node, schema.key)
}

/** A node's history as one actor may see it; entries of which nothing is left are dropped. */
export function visibleHistory(reader: HistoryReader, entries: readonly StoredJournalEntry[]): readonly HistoryEntry[] {
  if (!mayReadHistory(reader)) return []
  return entries.flatMap((entry) => {
    const changes = Object.entries(entry.changes ?? {}).flatMap(([name, change]) => visibleChange(reader, name, change))
    if (entry.action === 'set' && changes.length === 0) return []
    if (entry.linker && !isLinkerVisible(reader, entry.linker)) return []
    const linker = entry.linker
      ? { designator: { className: entry.linker.className, id: entry.linker.id }, property: entry.linker.property }
      : null
    const { sequence, at, source, action } = entry
    return [{ sequence, at, source, action, actor: whoOf(reader, entry), changes, linker }]
  })
}

function whoOf({ labels }: HistoryReader, entry: StoredJournalEntry): HistoryEntry['actor'] {
  if (entry.actor === null) return { id: null, name: entry.actorName ?? '' }
  return { id: entry.actor, name: labels.get('user')?.get(entry.actor)?.label ?? `user${entry.actor}` }
}

function isLinkerVisible(
  { access, actor, labels }: HistoryReader,
  linker: NonNullable<StoredJournalEntry['linker']>,
): boolean {
  if (access.predicate(actor, 'View', linker.className) === true)
    return access.mightEver(actor, 'View', linker.className, linker.property)
  return labels.get(linker.className)?.get(linker.id)?.label != null
}

function visibleChange(reader: HistoryReader, name: string, change: JournalChange): readonly HistoryChange[] {
  const { access, actor, schema, node } = reader
  const property = schema.properties.get(name)
  const isKnown = property !== undefined || (name === 'content' && schema.hasContent)
  /* What the schema no longer has is shown to administrators only: nobody else was given a right on it. */
  const isVisible = isKnown
    ? access.may(actor, 'View', schema.name, node, name) || access.may(actor, 'Edit', schema.name, node, name)
    : actor.roles.some((role) => role.toLowerCase() === 'admin')
  if (!isVisible) return []
  if (!Array.isArray(change)) {
    const links = change as { '+'?: readonly number[]; '-'?: readonly number[] }
    return [
      {
        property: name,
        added: linkCells(reader, property, links['+'] ?? []),
        removed: linkCells(reader, property, links['-'] ?? []),
      },
    ]
  }
  const [old, now] = change as readonly [JournalValue, JournalValue?]
  return [
    {
      property: name,
      old: cellOf(reader, property, old),
      new: now === undefined ? null : cellOf(reader, property, now),
    },
  ]
}

function cellOf(reader: HistoryReader, property: PropertySchema | undefined, value: JournalValue): Cell {
  if (value === null || !property) return value === null ? null : String(value)
  if (Array.isArray(value)) return linkCells(reader, property, value as readonly number[])
  if (property.type === 'link' && typeof value === 'number') return linkCells(reader, property, [value])[0]!
  if (property.type === 'date' && typeof value === 'string') return new Date(value)
  if (property.type === 'interval' && typeof value === 'string') return readInterval(value)
  return value as Cell
}

function linkCells(
  { labels }: HistoryReader,
  property: PropertySchema | undefined,
  ids: readonly number[],
): readonly LinkCell[] {
  const known = labels.get(property?.to ?? '')
  return ids.map((id) => known?.get(id) ?? { id, label: null, retired: false })
}
