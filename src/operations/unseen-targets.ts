import type { Access } from '../access/access.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import { linkedIds } from './differences.ts'
import { isThere } from './may-change.ts'
import type { Part } from './part.ts'
import type { Actor } from './types.ts'

/**
 * Designators of what a change links to although it is not there for the actor: they count as missing, because
 * a refusal here and a success there would tell what is. Classes that the actor sees whole cost no statement.
 *
 * @param created  designators of the change set's own new nodes, which are not stored yet.
 */
export async function unseenTargets(
  sql: Sql,
  given: { readonly tracker: Tracker; readonly access: Access; readonly actor: Actor },
  part: Part,
  created: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { tracker, access, actor } = given
  const unseen = new Set<string>()
  for (const [name, value] of Object.entries(part.named)) {
    const to = part.schema.properties.get(name)?.to ?? null
    if (to === null || access.predicate(actor, 'View', to) === true) continue
    const before = new Set([part.before?.values[name] ?? []].flat() as readonly number[])
    const added = linkedIds(value).filter((id) => !before.has(id) && !created.has(`${to}${id}`))
    const nodes = await loadNodes(sql, tracker.classes.get(to)!, added)
    const seen = new Set(nodes.filter((node) => isThere(access, actor, node)).map(({ id }) => id))
    for (const id of added) if (!seen.has(id)) unseen.add(`${to}${id}`)
  }
  return unseen
}
