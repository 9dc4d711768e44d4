import { CompiledQuery, sql as text } from 'kysely'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { accountColumns } from './accounts.ts'
import type { Account } from './accounts.ts'

const LIFETIME_DAYS = 7
const REMEMBERED_DAYS = 365
/** A session's end is moved when it is this much nearer than it might be: one write an hour, not one a request. */
const SLIDE_MINUTES = 60

export interface NewSession {
  readonly hash: Uint8Array
  readonly userId: number
  readonly isRemembered: boolean
  readonly address: string | null
  readonly userAgent: string | null
}

export interface StoredSession extends Account {
  readonly isRemembered: boolean
  /** Whether {@link slideSession} would move its end. */
  readonly isDue: boolean
}

/** What a user may know about the places they are signed in at. */
export interface SessionSummary {
  readonly hash: Uint8Array
  readonly createdAt: Date
  readonly seenAt: Date
  readonly address: string | null
  readonly userAgent: string | null
}

/** @returns when it ends. */
export async function insertSession(sql: Sql, session: NewSession): Promise<Date> {
  const { rows } = await text<{ expires_at: Date }>`
    insert into _session (hash, user_id, password_digest, is_remembered, expires_at, address, user_agent)
    select ${session.hash}, id, sha256(convert_to(coalesce(password, ''), 'UTF8')), ${session.isRemembered},
           now() + make_interval(days => ${lifetimeDays(session.isRemembered)}), ${session.address}, ${session.userAgent}
    from "user" where id = ${session.userId}
    returning expires_at`.execute(sql)
  const row = rows[0]
  if (!row) throw new Error(`There is no user ${session.userId} to sign in`)
  return row.expires_at
}

/**
 * The session and its user in one statement; null when it has ended, when the user is retired, or when the
 * password is another by now. It runs on every request, so its text is made once per tracker.
 */
export async function findSession(sql: Sql, tracker: Tracker, hash: Uint8Array): Promise<StoredSession | null> {
  let statement = statements.get(tracker)
  if (!statement) statements.set(tracker, (statement = findStatement(tracker)))
  const { rows } = await sql.executeQuery<StoredSession>(CompiledQuery.raw(statement, [hash]))
  return rows[0] ?? null
}

const statements = new WeakMap<Tracker, string>()

function findStatement(tracker: Tracker): string {
  return `select ${accountColumns(tracker)}, s.is_remembered as "isRemembered",
      s.expires_at < now() + make_interval(days => case when s.is_remembered then ${REMEMBERED_DAYS} else ${LIFETIME_DAYS} end, mins => -${SLIDE_MINUTES}) as "isDue"
    from _session s join "user" u on u.id = s.user_id
    where s.hash = $1 and s.expires_at > now() and not u._retired
      and s.password_digest = sha256(convert_to(coalesce(u.password, ''), 'UTF8'))`
}

/** Lets a session that is in use last for its whole time again. */
export async function slideSession(sql: Sql, hash: Uint8Array, isRemembered: boolean): Promise<void> {
  await text`
    update _session set seen_at = now(), expires_at = now() + make_interval(days => ${lifetimeDays(isRemembered)})
    where hash = ${hash}`.execute(sql)
}

function lifetimeDays(isRemembered: boolean): number {
  return isRemembered ? REMEMBERED_DAYS : LIFETIME_DAYS
}

/** @returns whether it was to be remembered; null when there was none. */
export async function deleteSession(sql: Sql, hash: Uint8Array): Promise<boolean | null> {
  const { rows } = await text<{ is_remembered: boolean }>`
    delete from _session where hash = ${hash} returning is_remembered`.execute(sql)
  return rows[0]?.is_remembered ?? null
}

/** Ends a user's sessions, save the one with that hash. */
export async function deleteSessionsOf(sql: Sql, userId: number, except: Uint8Array | null): Promise<void> {
  await text`delete from _session where user_id = ${userId} and hash is distinct from ${except}`.execute(sql)
}

/** The same password, hashed anew, is no new password: sessions that began with the old hash go on. */
export async function keepSessions(sql: Sql, userId: number, oldPassword: string): Promise<void> {
  await text`
    update _session s set password_digest = sha256(convert_to(u.password, 'UTF8'))
    from "user" u
    where u.id = s.user_id and s.user_id = ${userId}
      and s.password_digest = sha256(convert_to(${oldPassword}, 'UTF8'))`.execute(sql)
}

/** Newest first. */
export async function listSessions(sql: Sql, userId: number): Promise<readonly SessionSummary[]> {
  const { rows } = await text<SessionSummary>`
    select hash, created_at as "createdAt", seen_at as "seenAt", address, user_agent as "userAgent"
    from _session where user_id = ${userId} and expires_at > now()
    order by created_at desc, hash`.execute(sql)
  return rows
}

/** Takes away what has ended, so that no table grows with time. */
export async function purgeAccounts(sql: Sql): Promise<void> {
  await text`delete from _session where expires_at < now()`.execute(sql)
  await text`delete from _throttle where empty_at < now()`.execute(sql)
  await text`delete from _account_token where expires_at < now()`.execute(sql)
  await text`delete from _account_request where expires_at < now()`.execute(sql)
}
