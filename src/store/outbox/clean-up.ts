import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'

/** The queue whose jobs take away what nobody asks for any more. */
export const CLEAN_UP = 'clean-up'

/**
 * Takes away deliveries made before that time that have ended well or by somebody's will, and the texts of mails that
 * nobody is left for. What failed stays, to be looked at; so does the id of each mail, to which later ones refer.
 */
export async function purgeOutbox(sql: Sql, before: Date): Promise<void> {
  await run(
    sql,
    part`delete from _delivery d using _mail m
      where m.id = d.mail and m.made_at < ${before} and d.state in ('sent', 'kept', 'cancelled', 'bounced')`,
  )
  await run(
    sql,
    part`update _mail m set content = null where made_at < ${before} and content is not null
      and not exists (select from _delivery d where d.mail = m.id)`,
  )
  await run(
    sql,
    part`delete from _notification n where composed_at < ${before}
      and not exists (select from _mail m join _delivery d on d.mail = m.id where m.notification = n.id)`,
  )
}
