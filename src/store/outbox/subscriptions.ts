import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'
import type { Told } from './preferences.ts'

export type SubscriptionTold = Exclude<Told, 'none'>

export interface Subscription {
  readonly userId: number
  readonly className: string
  readonly node: number
  readonly told: SubscriptionTold
}

/** Who follows one of these nodes, or any node of the classes that are followed as a whole; one statement. */
export async function followersOf(
  sql: Sql,
  nodes: readonly { readonly className: string; readonly id: number }[],
  wholeClass: string,
): Promise<readonly Subscription[]> {
  return run<Subscription>(
    sql,
    part`with found as (
        select user_id, class, node, told from _subscription where class = ${wholeClass}
        union
        select s.user_id, s.class, s.node, s.told from jsonb_to_recordset(${JSON.stringify(
          nodes.map(({ className, id }) => ({ class: className, node: id })),
        )}::jsonb) as n(class text, node integer) join _subscription s on s.class = n.class and s.node = n.node)
      select user_id as "userId", class as "className", node, told from found order by 1, 2, 3`,
  )
}

export async function writeSubscription(sql: Sql, { userId, className, node, told }: Subscription): Promise<void> {
  await run(
    sql,
    part`insert into _subscription (user_id, class, node, told) values (${userId}, ${className}, ${node}, ${told})
      on conflict (user_id, class, node) do update set told = excluded.told`,
  )
}

export async function deleteSubscription(sql: Sql, userId: number, className: string, node: number): Promise<void> {
  await run(sql, part`delete from _subscription where user_id = ${userId} and class = ${className} and node = ${node}`)
}
