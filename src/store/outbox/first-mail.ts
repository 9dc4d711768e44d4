import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'

/** Id of the first mail about this node; null when there was none. */
export async function firstMail(
  sql: Sql,
  about: { readonly className: string; readonly id: number },
): Promise<string | null> {
  const [row] = await run<{ messageId: string }>(
    sql,
    part`select message_id as "messageId" from _mail
      where class = ${about.className} and node = ${about.id} order by id limit 1`,
  )
  return row?.messageId ?? null
}
