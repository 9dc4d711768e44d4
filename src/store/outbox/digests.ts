import type { Sql } from '../database.ts'
import { anyId, part, run } from '../filter/fragment.ts'
import type { Told } from './preferences.ts'

/** The queue whose jobs send digests. */
export const DIGESTS = 'digests'

/** Something that waits for a reader's digest. */
export interface HeldDelivery {
  readonly id: number
  /** What it tells of; null where that was not noted. */
  readonly notification: string | null
  readonly madeAt: Date
  /** How its reader wants to hear of it by now; `none` also where they muted it, or stopped following it. */
  readonly told: Told
}

/** Users for whom something is held. */
export async function readersOfDigests(sql: Sql): Promise<readonly number[]> {
  const rows = await run<{ id: number }>(
    sql,
    part`select distinct user_id as id from _delivery where state = 'held' order by 1`,
  )
  return rows.map(({ id }) => id)
}

/** What is held for a reader, newest first, locked until the transaction ends: of two workers the second finds none. */
export async function lockHeld(sql: Sql, userId: number): Promise<readonly HeldDelivery[]> {
  return run<HeldDelivery>(
    sql,
    part`select d.id, m.notification, m.made_at as "madeAt",
        case when u.user_id is not null or (d.because is not null and s.user_id is null) then 'none'
          when p.told = 'none' then 'none'
          else coalesce(s.told, p.told, 'every') end as told
      from _delivery d
      join _mail m on m.id = d.mail
      left join _mail_preference p on p.user_id = d.user_id
      left join _mute u on u.user_id = d.user_id and u.class = m.class and u.node = m.node
      left join _subscription s on s.user_id = d.user_id and s.class || s.node = d.because
      where d.user_id = ${userId} and d.state = 'held'
      order by m.made_at desc, d.id desc
      for update of d`,
  )
}

/** Ends deliveries that a digest has taken in, or that nobody wants or may read any more. */
export async function endHeld(
  sql: Sql,
  ids: readonly number[],
  state: 'sent' | 'kept' | 'cancelled',
  answer: string,
): Promise<void> {
  if (ids.length === 0) return
  await run(
    sql,
    part`update _delivery set state = ${state}, answer = ${answer}, ended_at = now()
      where id = ${anyId(ids)} and state = 'held'`,
  )
}
