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

export interface GeneralPreference {
  readonly told: Told
  readonly own: boolean | null
}

export async function writePreference(sql: Sql, userId: number, { told, own }: GeneralPreference): Promise<void> {
  await run(
    sql,
    part`insert into _mail_preference (user_id, told, own) values (${userId}, ${told}, ${own})
      on conflict (user_id) do update set told = excluded.told, own = excluded.own`,
  )
}

export async function writeMute(sql: Sql, userId: number, className: string, node: number): Promise<void> {
  await run(
    sql,
    part`insert into _mute (user_id, class, node) values (${userId}, ${className}, ${node}) on conflict do nothing`,
  )
}

export async function deleteMute(sql: Sql, userId: number, className: string, node: number): Promise<void> {
  await run(sql, part`delete from _mute where user_id = ${userId} and class = ${className} and node = ${node}`)
}

export interface StoredChoice {
  readonly className: string
  readonly id: number
  /** Null for a mute. */
  readonly told: Exclude<Told, 'none'> | null
}

export interface StoredPreferences extends GeneralPreference {
  /** Subscriptions, and mutes: by class, the latest nodes first. */
  readonly choices: readonly StoredChoice[]
}

/** What somebody said about one node. */
export async function readChoices(
  sql: Sql,
  userId: number,
  { className, id }: { readonly className: string; readonly id: number },
): Promise<readonly StoredChoice['told'][]> {
  const rows = await run<Pick<StoredChoice, 'told'>>(
    sql,
    part`select told from _subscription where user_id = ${userId} and class = ${className} and node = ${id}
      union all select null from _mute where user_id = ${userId} and class = ${className} and node = ${id}`,
  )
  return rows.map(({ told }) => told)
}

/** All that somebody said about mail; one statement. */
export async function readPreferences(sql: Sql, userId: number): Promise<StoredPreferences> {
  const [row] = await run<StoredPreferences>(
    sql,
    part`select coalesce((select told from _mail_preference where user_id = u.id), 'every') as told,
        (select own from _mail_preference where user_id = u.id) as own,
        coalesce((select jsonb_agg(jsonb_build_object('className', class, 'id', node, 'told', told) order by class, node desc)
          from (select class, node, told from _subscription where user_id = u.id
            union all select class, node, null from _mute where user_id = u.id) c), '[]') as choices
      from (select ${userId}::integer as id) u`,
  )
  return row!
}
