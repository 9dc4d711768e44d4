import { TrackerError } from '../errors.ts'
import { actorOf } from '../identity/actor-of.ts'
import { askerOf } from '../operations/told-change.ts'
import type { ToldChange } from '../operations/told-change.ts'
import type { Operations } from '../operations/operations.ts'
import type { Actor } from '../operations/types.ts'
import { parseIndexUrl } from '../query/parse-index-url.ts'
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
  const userIds = [...new Set(subscriptions.map(({ userId }) => userId))]
  const users = await loadNodes(sql, operations.tracker.classes.get('user')!, userIds)
  const live = new Map(users.filter(({ retired }) => !retired).map((user) => [user.id, user]))
  const followers: Follower[] = []
  for (const subscription of subscriptions) {
    const user = live.get(subscription.userId)
    if (user && (await isMet(operations, told, user, subscription))) followers.push({ user, subscription })
  }
  return followers
}

function linkedNodes({ schema, node }: ToldChange): readonly Designator[] {
  return [...schema.properties.values()].flatMap(({ name, to }) => {
    const value = node.values[name] ?? []
    const ids = (Array.isArray(value) ? value : [value]) as readonly number[]
    return to === null ? [] : ids.map((id) => ({ className: to, id }))
  })
}

async function isMet(
  operations: Operations,
  told: ToldChange,
  user: StoredNode,
  { className, node: id }: Subscription,
): Promise<boolean> {
  if (className !== QUERY) return seesLink(operations, told, user, { className, id })
  const { username, roles, timezone } = user.values
  const account = { id: user.id, username: textOf(username) ?? '', roles: textOf(roles), timezone: textOf(timezone) }
  try {
    return await finds(operations, told, actorOf(operations.tracker, account, 'job'), id)
  } catch (error) {
    /* A query may name what is gone, or what its follower may not ask any more. */
    if (error instanceof TrackerError) return false
    throw error
  }
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

/** Whether the saved query finds the node for its follower; two statements. */
async function finds(
  operations: Operations,
  { schema, node }: ToldChange,
  actor: Actor,
  query: number,
): Promise<boolean> {
  const { rows } = await operations.page(actor, {
    className: QUERY,
    where: { path: ['id'], test: { is: 'any-of', ids: [query] } },
    order: [],
    columns: [['klass'], ['url']],
    limit: 1,
  })
  const [className, url] = rows[0]?.cells ?? []
  if (className !== schema.name || typeof url !== 'string') return false
  const params = new URLSearchParams(url.replace(/^\?/, ''))
  const { spec, faults } = await parseIndexUrl(params, operations.tracker, className, operations.parseContext(actor))
  if (faults.length > 0) return false
  const found = await operations.page(actor, {
    className,
    where: { all: [spec.where, { path: ['id'], test: { is: 'any-of', ids: [node.id] } }] },
    search: spec.search,
    order: [],
    columns: [['id']],
    limit: 1,
  })
  return found.rows.length > 0
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
