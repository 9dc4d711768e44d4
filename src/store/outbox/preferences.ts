import type { Sql } from '../database.ts'
import { anyId, part, run } from '../filter/fragment.ts'

/** What somebody wants to hear of, and when. */
export type Told = 'every' | 'messages' | 'daily' | 'weekly' | 'none'

export interface MailPreference {
  readonly userId: number
  readonly told: Told
  /** Whether also of their own changes; null: as the tracker does. */
  readonly own: boolean | null
  /** They have had enough of this node. */
  readonly isMuted: boolean
}

/** How each of these people wants to hear of that node; those who said nothing are left out. One statement. */
export async function preferencesOf(
  sql: Sql,
  userIds: readonly number[],
  about: { readonly className: string; readonly id: number },
): Promise<ReadonlyMap<number, MailPreference>> {
  const rows = await run<MailPreference>(
    sql,
    part`select u.id as "userId", coalesce(p.told, 'every') as told, p.own, m.user_id is not null as "isMuted"
      from "user" u
      left join _mail_preference p on p.user_id = u.id
      left join _mute m on m.user_id = u.id and m.class = ${about.className} and m.node = ${about.id}
      where u.id = ${anyId(userIds)} and (p.user_id is not null or m.user_id is not null)`,
  )
  return new Map(rows.map((row) => [row.userId, row]))
}
