import { isAdministrator } from '../access/access.ts'
import type { Access } from '../access/access.ts'
import type { Cell, HistoryChange, HistoryEntry, LinkCell } from '../schema/read-query.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import type { LabelsByClass } from '../store/filter/read-labels.ts'
import type { JournalChange, JournalDelta, JournalValue, StoredJournalEntry } from '../store/journal/journal.ts'
import { readInterval } from '../values/interval.ts'
import type { Interval } from '../values/interval.ts'
import type { Judgeable } from './may-change.ts'
import type { Actor } from './types.ts'

/** Class → ids. */
export type NamedNodes = ReadonlyMap<string, readonly number[]>

/**
 * Every class that a class's histories may name, with the ids that one history does name. Classes without
 * any are there as well: the statement that asks for the labels is the same for all nodes of a class.
 */
export function namedInHistory(
  tracker: Tracker,
  schema: ClassSchema,
  entries: readonly StoredJournalEntry[],
): NamedNodes {
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
  const values = isDelta(change) ? [...(change['+'] ?? []), ...(change['-'] ?? [])] : change.flat()
  return values.filter((value) => typeof value === 'number')
}

function isDelta(change: JournalChange): change is JournalDelta {
  return !Array.isArray(change)
}

export interface HistoryReader {
  readonly access: Access
  readonly actor: Actor
  readonly schema: ClassSchema
  readonly node: Judgeable
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
    : isAdministrator(actor.roles)
  if (!isVisible) return []
  if (isDelta(change)) return [deltaChange(reader, name, property, change)]
  const [old, now] = change
  return [
    {
      property: name,
      old: cellOf(reader, property, old),
      new: now === undefined ? null : cellOf(reader, property, now),
    },
  ]
}

function deltaChange(
  reader: HistoryReader,
  name: string,
  property: PropertySchema | undefined,
  { '+': came = [], '-': went = [] }: JournalDelta,
): HistoryChange {
  if (areIds(came) && areIds(went))
    return { property: name, added: linkCells(reader, property, came), removed: linkCells(reader, property, went) }
  return { property: name, old: textOf(went), new: textOf(came) }
}

/** What does not fit the property, because it was another once or the history is broken, is shown as it is kept. */
function cellOf(reader: HistoryReader, property: PropertySchema | undefined, value: JournalValue): Cell {
  if (value === null) return null
  if (property?.type === 'multilink' && areIds(value)) return linkCells(reader, property, value)
  if (property?.type === 'link' && typeof value === 'number') return linkCells(reader, property, [value])[0]!
  if (property?.type === 'date' && typeof value === 'string') return dateOr(value)
  if (property?.type === 'interval' && typeof value === 'string') return intervalOr(value)
  return property && typeof value !== 'object' ? value : textOf(value)
}

function areIds(value: JournalValue): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
}

function textOf(value: JournalValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function dateOr(text: string): Date | string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? text : date
}

function intervalOr(text: string): Interval | string {
  try {
    return readInterval(text)
  } catch {
    return text
  }
}

function linkCells(
  { labels }: HistoryReader,
  property: PropertySchema | undefined,
  ids: readonly number[],
): readonly LinkCell[] {
  const known = labels.get(property?.to ?? '')
  return ids.map((id) => known?.get(id) ?? { id, label: null, retired: false })
}
