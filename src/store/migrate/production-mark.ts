import { sql as text } from 'kysely'
import type { Sql } from '../database.ts'

/** Says for good that people rely on this database. */
export async function markProduction(sql: Sql): Promise<void> {
  await text`insert into _production (only_row) values (true) on conflict do nothing`.execute(sql)
}

/** Since when; null: nobody said so. */
export async function productionSince(sql: Sql): Promise<Date | null> {
  const { rows } = await text<{ at: Date }>`select marked_at as at from _production`.execute(sql)
  return rows[0]?.at ?? null
}
