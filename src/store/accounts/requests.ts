import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'
import type { DeliveryState } from '../outbox/mails.ts'
import { enqueue } from '../outbox/job-queue.ts'

export type RequestKind = 'registration' | 'password' | 'address'
export type Details = Readonly<Record<string, string>>

export interface AccountRequest {
  readonly id: number
  readonly kind: RequestKind
  /** Who wants another address; null for what is asked by nobody in particular. */
  readonly userId: number | null
  /** As it was typed; a password is hashed. */
  readonly details: Details
}

/** What changed at an account and is told to its owner, at the address from before. */
export interface AccountNotice {
  readonly userId: number
  readonly username: string
  readonly address: string
  readonly what: readonly ('password' | 'address')[]
  /** Whether somebody else did it. */
  readonly byOther: boolean
}

export type AccountJob = { readonly request: number } | { readonly notice: AccountNotice }

/** The queue whose jobs compose mails about accounts. */
export const ACCOUNT = 'account'

/** Stores a request, and the job that writes the mail about it. */
export async function storeRequest(
  sql: Sql,
  request: Omit<AccountRequest, 'id'> & { readonly handle: Uint8Array | null; readonly hours: number },
): Promise<void> {
  const { kind, handle, userId, details, hours } = request
  const [row] = await run<{ id: number }>(
    sql,
    part`insert into _account_request (kind, handle, user_id, details, expires_at)
      values (${kind}, ${handle}, ${userId}, ${JSON.stringify(details)}, now() + make_interval(hours => ${hours}))
      returning id`,
  )
  await enqueueAccountJobs(sql, [{ request: row!.id }])
}

export async function enqueueAccountJobs(sql: Sql, jobs: readonly AccountJob[]): Promise<void> {
  if (jobs.length > 0) await enqueue(sql, ACCOUNT, jobs)
}

/** Locks it until the transaction ends; null when it has expired or is done. */
export async function lockRequest(sql: Sql, id: number): Promise<AccountRequest | null> {
  const [row] = await run<AccountRequest>(
    sql,
    part`select id, kind, user_id as "userId", details from _account_request
      where id = ${id} and expires_at > now() for update`,
  )
  return row ?? null
}

export async function setRequestMail(sql: Sql, id: number, mail: number): Promise<void> {
  await run(sql, part`update _account_request set mail = ${mail} where id = ${id}`)
}

export async function deleteRequest(sql: Sql, id: number): Promise<void> {
  await run(sql, part`delete from _account_request where id = ${id}`)
}

/** How far the mail about a request got. */
export interface RequestProgress {
  readonly id: number
  readonly address: string
  /** null: not composed yet. */
  readonly state: DeliveryState | null
  readonly attempts: number
  /** What the mail server said last. */
  readonly answer: string | null
}

export async function readProgress(sql: Sql, handle: Uint8Array): Promise<RequestProgress | null> {
  const [row] = await run<RequestProgress>(
    sql,
    part`select r.id, r.details->>'address' as address, d.state, coalesce(d.attempts, 0) as attempts, d.answer
      from _account_request r left join _delivery d on d.mail = r.mail
      where r.handle = ${handle} and r.expires_at > now() order by d.id limit 1`,
  )
  return row ?? null
}

export type TokenKind = RequestKind | 'undo'

export interface AccountToken {
  readonly kind: TokenKind
  readonly request: number | null
  readonly userId: number | null
  readonly address: string | null
  readonly madeAt: Date
  /** Of the request that it confirms. */
  readonly details: Details | null
}

export interface NewToken extends Pick<AccountToken, 'kind' | 'request' | 'userId' | 'address'> {
  readonly hash: Uint8Array
  readonly hours: number
}

export async function storeToken(sql: Sql, token: NewToken): Promise<void> {
  const { hash, kind, request, userId, address, hours } = token
  await run(
    sql,
    part`insert into _account_token (hash, kind, request, user_id, address, expires_at)
      values (${hash}, ${kind}, ${request}, ${userId}, ${address}, now() + make_interval(hours => ${hours}))`,
  )
}

/** Null: there was none, or it has expired, or was used. */
export async function findToken(sql: Sql, kind: TokenKind, hash: Uint8Array): Promise<AccountToken | null> {
  const [row] = await run<AccountToken>(
    sql,
    part`select t.kind, t.request, t.user_id as "userId", t.address, t.made_at as "madeAt", r.details
      from _account_token t left join _account_request r on r.id = t.request
      where t.hash = ${hash} and t.kind = ${kind} and t.expires_at > now()`,
  )
  return row ?? null
}

/** Uses it up. @returns whether it still held: of two at once only one gets true. */
export async function takeToken(sql: Sql, kind: TokenKind, hash: Uint8Array): Promise<boolean> {
  const taken = await run(
    sql,
    part`delete from _account_token where hash = ${hash} and kind = ${kind} and expires_at > now() returning hash`,
  )
  return taken.length > 0
}

/** Ends what was asked for and not confirmed yet: it was sent to an address, or for a password, that is no more. */
export async function deleteOpenTokens(sql: Sql, userId: number): Promise<void> {
  await run(sql, part`delete from _account_token where user_id = ${userId} and kind <> 'undo'`)
  await run(sql, part`delete from _account_request where user_id = ${userId}`)
}

/** Who has one address back may not be sent away again from one that came later. */
export async function deleteUndoTokens(sql: Sql, userId: number, since: Date): Promise<void> {
  await run(sql, part`delete from _account_token where user_id = ${userId} and kind = 'undo' and made_at >= ${since}`)
}
