import { invalid, TrackerError } from '../errors.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { loadNodes, lockNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { nextIds } from '../store/nodes/write-node.ts'
import { isDelta, linkedIds } from './differences.ts'
import { eventOf } from './part.ts'
import type { Part } from './part.ts'
import type { Change, ChangeSet, ChangeValue } from './types.ts'
import type { WrittenNodes } from './written-nodes.ts'

/** Limits of one change set: what a form with many items may hold. */
const MAX_CHANGES = 1_000

export interface Planned {
  readonly sql: Sql
  readonly tracker: Tracker
  /** Takes in what is locked. */
  readonly written: WrittenNodes
}

/**
 * Gives new nodes their ids, puts these where the set refers to them, and locks and loads the others in
 * the order of their designators, so that two sets that meet wait for each other instead of deadlocking.
 *
 * @returns the parts in the order in which they have to be written: what is linked comes before what links it.
 */
export async function planParts({ sql, tracker, written }: Planned, changeSet: ChangeSet): Promise<readonly Part[]> {
  if (changeSet.length > MAX_CHANGES)
    throw new TrackerError(
      'invalid',
      `A change may concern ${MAX_CHANGES} items at most, this one has ${changeSet.length}`,
    )
  const schemas = changeSet.map((change) => classOf(tracker, change))
  const [ids] = await Promise.all([assignIds(sql, changeSet), holdNodes({ sql, tracker, written }, changeSet)])
  const references = referencesOf(changeSet, ids)

  const parts = changeSet.map((change, index): Part => {
    const id = ids[index]!
    const before = change.id === null ? null : (written.get(change.className, id) ?? null)
    if (change.id !== null && !before) throw absent(change.className, id)
    return {
      schema: schemas[index]!,
      id,
      event: eventOf(change),
      before,
      named: resolve(schemas[index]!, change, references),
      change,
    }
  })
  return inWritingOrder(parts)
}

export function absent(className: string, id: number): TrackerError {
  return new TrackerError('not-found', `There is no ${className}${id}`)
}

function classOf(tracker: Tracker, { className, changes }: Change): ClassSchema {
  const schema = tracker.classes.get(className)
  if (!schema) throw new TrackerError('not-found', `There is no class ${className}`)
  const faults = Object.keys(changes).flatMap((name) => {
    const message = nameFault(schema, name)
    return message ? [{ property: name, message }] : []
  })
  if (faults.length > 0) throw invalid(faults)
  return schema
}

function nameFault(schema: ClassSchema, name: string): string | null {
  if (name === 'content' && schema.hasContent) return null
  const property = schema.properties.get(name)
  if (!property) return `${schema.name} has no property ${name}`
  if (property.automatic) return `${name} is written by the tracker itself`
  if (property.computedFrom)
    return `${name} is computed: change ${property.computedFrom.property} of the ${property.computedFrom.className} instead`
  return null
}

async function assignIds(sql: Sql, changeSet: ChangeSet): Promise<readonly number[]> {
  const wanted = new Map<string, number>()
  for (const change of changeSet)
    if (change.id === null && change.newId === undefined)
      wanted.set(change.className, (wanted.get(change.className) ?? 0) + 1)
  const reserved = await nextIds(sql, wanted)
  const free = new Map([...reserved].map(([className, ids]) => [className, ids.values()]))
  return changeSet.map((change) => change.id ?? change.newId ?? free.get(change.className)!.next().value!)
}

async function holdNodes({ sql, tracker, written }: Planned, changeSet: ChangeSet): Promise<void> {
  const wanted = new Map<string, number[]>()
  for (const { className, id } of changeSet)
    if (id !== null && !written.get(className, id)) wanted.set(className, [...(wanted.get(className) ?? []), id])
  const asked = [...wanted.keys()].sort().flatMap((className) => {
    const schema = tracker.classes.get(className)!
    const ids = wanted.get(className)!
    return [lockNodes(sql, schema, ids).then((): StoredNode[] => []), loadNodes(sql, schema, ids)]
  })
  for (const node of (await Promise.all(asked)).flat()) written.hold(node)
}

/** `msg-1` → the id that the new message got. */
function referencesOf(changeSet: ChangeSet, ids: readonly number[]): ReadonlyMap<string, number> {
  const references = new Map<string, number>()
  for (const [index, { className, reference }] of changeSet.entries())
    if (reference !== undefined) references.set(`${className}${reference}`, ids[index]!)
  return references
}

function resolve(
  schema: ClassSchema,
  change: Change,
  references: ReadonlyMap<string, number>,
): Readonly<Record<string, ChangeValue>> {
  const resolved: Record<string, ChangeValue> = {}
  for (const [name, value] of Object.entries(change.changes)) {
    const to = schema.properties.get(name)?.to
    resolved[name] = to ? resolveLinks(to, value, references) : value
  }
  return resolved
}

function resolveLinks(to: string, value: ChangeValue, references: ReadonlyMap<string, number>): ChangeValue {
  const one = (id: number): number => {
    if (id >= 0) return id
    const found = references.get(`${to}${id}`)
    if (found === undefined) throw new TrackerError('invalid', `${to}${id} is linked but not part of the change`)
    return found
  }
  if (typeof value === 'number') return one(value)
  if (Array.isArray(value)) return (value as readonly number[]).map(one)
  if (!isDelta(value)) return value
  return { add: (value.add ?? []).map(one), remove: value.remove ?? [] }
}

/** New nodes first, and of these what is linked before what links it. */
function inWritingOrder(parts: readonly Part[]): readonly Part[] {
  const created = new Map(
    parts.filter((part) => part.event === 'create').map((part) => [`${part.schema.name}${part.id}`, part]),
  )
  const ordered: Part[] = []
  const state = new Map<Part, 'open' | 'done'>()
  const visit = (part: Part): void => {
    if (state.get(part) === 'done') return
    if (state.get(part) === 'open') throw new TrackerError('invalid', 'New items may not link each other in a circle')
    state.set(part, 'open')
    for (const designator of linkedBy(part)) {
      const linked = created.get(designator)
      if (linked && linked !== part) visit(linked)
    }
    state.set(part, 'done')
    ordered.push(part)
  }
  for (const part of created.values()) visit(part)
  for (const part of parts) visit(part)
  return ordered
}

function linkedBy(part: Part): readonly string[] {
  return Object.entries(part.named).flatMap(([name, value]) => {
    const to = part.schema.properties.get(name)?.to
    return to ? linkedIds(value).map((id) => `${to}${id}`) : []
  })
}
