import { TrackerError } from '../errors.ts'
import type { Classes } from '../schema/define-schema.ts'
import type { DetectorContext, DetectorEvent, Notice } from '../schema/detectors.ts'
import type { Reader } from '../schema/filter-spec.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import { whereCondition } from '../schema/where.ts'
import type { Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import { compilation } from '../store/filter/scope.ts'
import { loadMatching, loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { KnownNodes } from './known-nodes.ts'
import type { Actor } from './types.ts'
import type { WrittenNodes } from './written-nodes.ts'

/** What a detector does to other nodes; auditors may not, so theirs refuse. */
export interface NestedWrites {
  set(className: string, id: number, changes: Record<string, unknown>): Promise<void>
  create(className: string, values: Record<string, unknown>): Promise<number>
  notify(notice: Notice): Promise<void>
}

export const NO_WRITES: NestedWrites = {
  set: () => Promise.reject(new TypeError('An auditor may alter its own changes only; a reactor may set other nodes')),
  create: () => Promise.reject(new TypeError('An auditor may not create nodes; a reactor may')),
  notify: () => Promise.reject(new TypeError('An auditor may not promise mail; a reactor may')),
}

export interface ContextOf {
  readonly sql: Sql
  readonly tracker: Tracker
  readonly actor: Actor
  readonly now: Date
  readonly event: DetectorEvent
  readonly named: ReadonlySet<string>
  readonly writes: NestedWrites
  readonly known: KnownNodes
  readonly written: WrittenNodes
  readonly className: string
}

const MAX_FILTERED = 1_000

/** A node as detectors read it: id and values on one level, frozen. */
export function nodeForDetector(node: Pick<StoredNode, 'id' | 'values'>): Readonly<Record<string, Value>> {
  return Object.freeze({ ...node.values, id: node.id })
}

/** Detectors work for the tracker, not for the actor: they see and may do what the actor may not. */
export function detectorContext(given: ContextOf): DetectorContext<Classes> {
  const { sql, tracker, actor } = given
  const schemaOf = (className: string): ClassSchema => {
    const schema = tracker.classes.get(className)
    if (!schema) throw new TypeError(`There is no class ${className}`)
    return schema
  }
  const event = `${given.className} ${given.event}`
  const find = async (className: string, key: string): Promise<number | null> =>
    given.known.findFor(event, schemaOf(className).name, key)
  const loadStored = async (className: string, ids: readonly number[]): Promise<readonly StoredNode[]> => {
    const held = ids.flatMap((id) => given.written.get(className, id) ?? [])
    const others = ids.filter((id) => !given.written.get(className, id))
    const loaded = await loadNodes(sql, schemaOf(className), others)
    const nodes = new Map([...held, ...loaded].map((node) => [node.id, node]))
    return [...nodes.values()].sort((a, b) => a.id - b.id)
  }
  const load = async (className: string, ids: readonly number[]) =>
    (await loadStored(className, ids)).map(nodeForDetector)
  const context = {
    event: given.event,
    actor: { id: actor.userId ?? 0, username: actor.username, roles: actor.roles },
    source: actor.source,
    named: given.named,
    now: given.now,
    nosy: tracker.nosy,
    roles: tracker.roles,
    find,
    lookup: async (className: string, key: string) => {
      const id = await find(className, key)
      if (id === null) throw new TrackerError('rejected', `There is no ${className} "${key}"`)
      return id
    },
    get: async (className: string, id: number) => (await load(className, [id]))[0] ?? null,
    getAll: load,
    live: async (className: string, ids: readonly number[]) =>
      [...(await given.known.live(new Map([[schemaOf(className).name, ids]]))).get(className)!].sort((a, b) => a - b),
    filter: async (className: string, where: object) => {
      const condition = whereCondition(schemaOf(className), where)
      const compiled = compilation(tracker, seesEverything(actor.userId))
      return (await loadMatching(sql, compiled, className, condition, MAX_FILTERED)).map(nodeForDetector)
    },
    content: async (className: string, id: number) => {
      const [node] = await loadStored(className, [id])
      return node?.contentHash ? getContent(sql, node.contentHash) : null
    },
    set: given.writes.set,
    create: given.writes.create,
    notify: given.writes.notify,
  }
  return context as unknown as DetectorContext<Classes>
}

/** The tracker's own eyes. Passwords stay masked even so. */
export function seesEverything(userId: number | null): Reader {
  return { userId, visibility: () => ({ rows: true, property: () => true, searchable: () => true, label: 'id' }) }
}
