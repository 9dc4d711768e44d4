import { sql as text } from 'kysely'
import type { Sql } from './database.ts'

/** After a failover the old address may lead to a standby, which answers but refuses every change. */
export async function isWritable(sql: Sql): Promise<boolean> {
  const { rows } = await text<{ writable: boolean }>`
    select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable`.execute(sql)
  return rows[0]?.writable === true
}
