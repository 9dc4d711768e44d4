import { Access } from '../access/access.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import type { Sql } from '../store/database.ts'
import { recordOrigin } from '../store/load/origin.ts'
import { findByKey } from '../store/nodes/load-nodes.ts'
import { countOnFromHighest } from '../store/nodes/write-node.ts'
import { ChangeRun } from './change-run.ts'
import type { Actor, Change } from './types.ts'

/** Who writes what a fresh tracker starts with. */
const SEEDER: Actor = { userId: null, username: 'admin', roles: ['Admin'], source: 'seed', timezone: 'UTC' }

export interface SeedOptions {
  /** Stored form of the administrator's password; null: nobody can log in as admin yet. */
  readonly adminPassword: string | null
  readonly now?: Date
}

/**
 * Writes the values that a fresh tracker starts with, each with its id, through the one write path but without
 * detectors. Classes come in the schema's order of links, so that keys of targets are there when they are named.
 */
export async function seedTracker(sql: Sql, tracker: Tracker, options: SeedOptions): Promise<void> {
  const now = options.now ?? new Date()
  const access = new Access(tracker)
  for (const className of inLinkOrder(tracker)) {
    const nodes = tracker.seed[className] ?? []
    if (nodes.length === 0) continue
    const changes: Change[] = []
    for (const node of nodes) changes.push(await seedChange(sql, tracker, className, node, options))
    await new ChangeRun({ sql, tracker, access, actor: SEEDER, now }, { trusted: true, detectors: false }).apply(
      changes,
    )
    await countOnFromHighest(sql, className)
    const retired = nodes.flatMap((node, index) => (node['retired'] === true ? [changes[index]!] : []))
    const retirements = retired.map((change): Change => ({
      className,
      id: change.newId!,
      changes: {},
      action: 'retire',
    }))
    await new ChangeRun({ sql, tracker, access, actor: SEEDER, now }, { trusted: true, detectors: false }).apply(
      retirements,
    )
  }
  await recordOrigin(sql, 'seeded')
}

async function seedChange(
  sql: Sql,
  tracker: Tracker,
  className: string,
  node: Readonly<Record<string, unknown>>,
  options: SeedOptions,
): Promise<Change> {
  const { id, retired: _retired, ...given } = node
  const changes: Record<string, Value> = {}
  for (const [name, value] of Object.entries(given)) {
    const to = tracker.classes.get(className)!.properties.get(name)!.to
    changes[name] = to === null ? (value as Value) : await targets(sql, tracker, to, value)
  }
  if (className === 'user' && given['username'] === 'admin') changes['password'] = options.adminPassword
  return { className, id: null, ...(typeof id === 'number' && { newId: id }), changes }
}

async function targets(sql: Sql, tracker: Tracker, to: string, value: unknown): Promise<Value> {
  const one = async (target: unknown): Promise<number> => {
    if (typeof target === 'number') return target
    const id = await findByKey(sql, tracker.classes.get(to)!, String(target))
    if (id === null) throw new TypeError(`The seed names the ${to} "${String(target)}", which is not seeded`)
    return id
  }
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? Promise.all(value.map(one)) : one(value)
}

/** Users first: everything else may name them. */
function inLinkOrder(tracker: Tracker): readonly string[] {
  const ordered: string[] = []
  const visit = (className: string, open: ReadonlySet<string>): void => {
    if (ordered.includes(className) || open.has(className)) return
    const properties = [...tracker.classes.get(className)!.properties.values()]
    const linked = properties.filter(
      (property) => property.to !== null && !property.automatic && !property.computedFrom,
    )
    for (const property of linked) visit(property.to!, new Set([...open, className]))
    ordered.push(className)
  }
  visit('user', new Set())
  for (const className of tracker.classes.keys()) visit(className, new Set())
  return ordered
}
