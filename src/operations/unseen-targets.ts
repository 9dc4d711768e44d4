import type { Access } from '../access/access.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import { linkedIds } from './differences.ts'
import { isThere } from './may-change.ts'
import type { Part } from './part.ts'
import type { Actor } from './types.ts'

/**
 * Designators of what the parts of a change link to although it is not there for the actor: they count as missing,
 * because a refusal here and a success there would tell what is. Classes that the actor sees whole cost no statement.
 */
export async function unseenTargets(
  sql: Sql,
  given: { readonly tracker: Tracker; readonly access: Access; readonly actor: Actor },
  parts: readonly Part[],
): Promise<ReadonlyMap<Part, ReadonlySet<string>>> {
  const { tracker, access, actor } = given
  const created = new Set(parts.filter(({ before }) => !before).map(({ schema, id }) => `${schema.name}${id}`))
  const doubtful = parts.flatMap((part) =>
    Object.entries(part.named).flatMap(([name, value]) => {
      const to = part.schema.properties.get(name)?.to ?? null
      if (to === null || access.predicate(actor, 'View', to) === true) return []
      const before = new Set([part.before?.values[name] ?? []].flat() as readonly number[])
      const ids = linkedIds(value).filter((id) => !before.has(id) && !created.has(`${to}${id}`))
      return [{ part, to, ids }]
    }),
  )
  const seen = new Set<string>()
  const look = async ([className, links]: readonly [string, readonly { readonly ids: readonly number[] }[]]) => {
    const ids = links.flatMap((link) => link.ids)
    for (const node of await loadNodes(sql, tracker.classes.get(className)!, ids))
      if (isThere(access, actor, node)) seen.add(`${className}${node.id}`)
  }
  await Promise.all([...Map.groupBy(doubtful, ({ to }) => to)].map(look))
  const unseen = new Map<Part, Set<string>>()
  for (const { part, to, ids } of doubtful)
    unseen.set(
      part,
      new Set([...(unseen.get(part) ?? []), ...ids.map((id) => `${to}${id}`).filter((one) => !seen.has(one))]),
    )
  return unseen
}
