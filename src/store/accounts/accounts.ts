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

export async function findAccountById(sql: Sql, tracker: Tracker, id: number): Promise<Account | null> {
  const statement = `select ${accountColumns(tracker)} from "user" u where u.id = $1 and not u._retired`
  const { rows } = await sql.executeQuery<Account>(CompiledQuery.raw(statement, [id]))
  return rows[0] ?? null
}

/** An account and one of its addresses, as it is stored. */
export interface AccountWithAddress extends Account {
  readonly address: string
}

/** Live accounts that have the address, as the first or an alternate one, in whatever case. */
export async function accountsWithAddress(
  sql: Sql,
  tracker: Tracker,
  address: string,
): Promise<readonly AccountWithAddress[]> {
  const hasAlternates = tracker.classes.get('user')?.properties.get('alternate_addresses')?.type === 'string'
  const alternates = hasAlternates
    ? `union all select trim(line), 2 from regexp_split_to_table(u.alternate_addresses, '\\r?\\n') line
        where position(lower($1) in lower(u.alternate_addresses)) > 0`
    : ''
  const statement = `select ${accountColumns(tracker)}, known.address from "user" u
    cross join lateral (
      select address from (select u.address as address, 1 as place ${alternates}) one
      where lower(address) = lower($1) order by place limit 1
    ) known
    where not u._retired order by u.id limit 10`
  const { rows } = await sql.executeQuery<AccountWithAddress>(CompiledQuery.raw(statement, [address]))
  return rows
}

/** The live account of that name, if it has an address. */
export async function accountNamed(sql: Sql, tracker: Tracker, username: string): Promise<AccountWithAddress | null> {
  const statement = `select ${accountColumns(tracker)}, u.address from "user" u
    where u.username = $1 and not u._retired and u.address <> ''`
  const { rows } = await sql.executeQuery<AccountWithAddress>(CompiledQuery.raw(statement, [username]))
  return rows[0] ?? null
}

/** Which of the two are taken, in whatever case. */
export async function isTaken(
  sql: Sql,
  tracker: Tracker,
  { username, address }: { readonly username: string; readonly address: string },
): Promise<{ readonly username: boolean; readonly address: boolean }> {
  const statement = `select exists (select from "user" where lower(username) = lower($1) and not _retired) as taken`
  const { rows } = await sql.executeQuery<{ taken: boolean }>(CompiledQuery.raw(statement, [username]))
  const owners = await accountsWithAddress(sql, tracker, address)
  return { username: rows[0]!.taken, address: owners.length > 0 }
}

/** Columns of `"user" u`. Not every tracker gives its users a time zone. */
export function accountColumns(tracker: Tracker): string {
  const hasTimezone = tracker.classes.get('user')?.properties.get('timezone')?.type === 'string'
  return `u.id, u.username, u.roles, ${hasTimezone ? 'u.timezone' : 'null as timezone'}`
}
