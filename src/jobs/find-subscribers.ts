import { TrackerError } from '../errors.ts'
import { actorOf } from '../identity/actor-of.ts'
import { askerOf } from '../operations/told-change.ts'
import type { ToldChange } from '../operations/told-change.ts'
import type { Operations } from '../operations/operations.ts'
import type { Actor } from '../operations/types.ts'
import { parseIndexUrl } from '../query/parse-index-url.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { followersOf } from '../store/outbox/subscriptions.ts'
import type { Subscription } from '../store/outbox/subscriptions.ts'
import type { Designator } from '../values/designator.ts'

const QUERY = 'query'

export interface Follower {
  readonly user: StoredNode
  readonly subscription: Subscription
}

/** Who follows something that the node links, or a saved query that finds it, each with the rights that they have. */
export async function findSubscribers(
  sql: Sql,
  operations: Operations,
  told: ToldChange,
): Promise<readonly Follower[]> {
  const subscriptions = await followersOf(sql, linkedNodes(told), QUERY)
  if (subscriptions.length === 0) return []
  const { tracker } = operations
  const idsOf = (use: (subscription: Subscription) => readonly number[]): readonly number[] => [
    ...new Set(subscriptions.flatMap(use)),
  ]
  const users = await liveNodes(
    sql,
    tracker.classes.get('user'),
    idsOf(({ userId }) => [userId]),
  )
  const queries = await liveNodes(
    sql,
    tracker.classes.get(QUERY),
    idsOf(({ className, node }) => (className === QUERY ? [node] : [])),
  )
  const followers: Follower[] = []
  for (const subscription of subscriptions) {
    const { userId, className, node: id } = subscription
    const user = users.get(userId)
    if (!user) continue
    const query = className === QUERY ? queries.get(id) : null
    if (query === undefined) continue
    const isMet = query
      ? await findsFor(operations, told, user, query)
      : seesLink(operations, told, user, { className, id })
    if (isMet) followers.push({ user, subscription })
  }
  return followers
}

async function liveNodes(
  sql: Sql,
  schema: ClassSchema | undefined,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredNode>> {
  const nodes = schema ? await loadNodes(sql, schema, ids) : []
  return new Map(nodes.filter(({ retired }) => !retired).map((node) => [node.id, node]))
}

function linkedNodes({ schema, node }: ToldChange): readonly Designator[] {
  return [...schema.properties.values()].flatMap(({ name, to }) => {
    const value = node.values[name] ?? []
    const ids = (Array.isArray(value) ? value : [value]) as readonly number[]
    return to === null ? [] : ids.map((id) => ({ className: to, id }))
  })
}

/** Whether they may know that the node links what they follow: else a mail would tell them. */
function seesLink({ access, tracker }: Operations, told: ToldChange, user: StoredNode, followed: Designator): boolean {
  const asker = askerOf(tracker, user)
  const { schema, node, linked } = told
  const target = linked.get(followed.className)?.get(followed.id)
  if (!target || target.retired || !access.may(asker, 'View', followed.className, target)) return false
  return [...schema.properties.values()].some(
    ({ name, to }) =>
      to === followed.className &&
      [node.values[name]].flat().includes(followed.id) &&
      access.may(asker, 'View', schema.name, node, name),
  )
}

/** Whether the saved query, if they may read it, finds the node for its follower. */
async function findsFor(
  operations: Operations,
  told: ToldChange,
  user: StoredNode,
  query: StoredNode,
): Promise<boolean> {
  const { tracker, access } = operations
  const { username, roles, timezone } = user.values
  const account = { id: user.id, username: textOf(username) ?? '', roles: textOf(roles), timezone: textOf(timezone) }
  const actor = actorOf(tracker, account, 'job')
  const { klass, url } = query.values
  const mayRead = [null, 'klass', 'url'].every((name) => access.may(actor, 'View', QUERY, query, name))
  if (!mayRead || klass !== told.schema.name || typeof url !== 'string') return false
  try {
    return await finds(operations, told, actor, url)
  } catch (error) {
    /* A query may name what is gone, or what its follower may not ask any more. */
    if (error instanceof TrackerError) return false
    throw error
  }
}

async function finds(
  operations: Operations,
  { schema: { name: className }, node }: ToldChange,
  actor: Actor,
  url: string,
): Promise<boolean> {
  const params = new URLSearchParams(url.replace(/^\?/, ''))
  const { spec, faults } = await parseIndexUrl(params, operations.tracker, className, operations.parseContext(actor))
  if (faults.length > 0) return false
  const { rows } = await operations.page(actor, {
    className,
    where: { all: [spec.where, { path: ['id'], test: { is: 'any-of', ids: [node.id] } }] },
    search: spec.search,
    order: [],
    columns: [['id']],
    limit: 1,
  })
  return rows.length > 0
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
