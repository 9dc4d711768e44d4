import { CompiledQuery } from 'kysely'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'

/** What an actor is made of. */
export interface Account {
  readonly id: number
  readonly username: string
  /** Names of roles, separated by commas, as they were typed. */
  readonly roles: string | null
  readonly timezone: string | null
}

export interface AccountWithPassword extends Account {
  readonly password: string | null
}

/** The live user of that name, whose case counts. */
export async function findAccount(sql: Sql, tracker: Tracker, username: string): Promise<AccountWithPassword | null> {
  const statement = `select ${accountColumns(tracker)}, u.password from "user" u where u.username = $1 and not u._retired`
  const { rows } = await sql.executeQuery<AccountWithPassword>(CompiledQuery.raw(statement, [username]))
  return rows[0] ?? null
}

/** Columns of `"user" u`. Not every tracker gives its users a time zone. */
export function accountColumns(tracker: Tracker): string {
  const hasTimezone = tracker.classes.get('user')?.properties.get('timezone')?.type === 'string'
  return `u.id, u.username, u.roles, ${hasTimezone ? 'u.timezone' : 'null as timezone'}`
}
