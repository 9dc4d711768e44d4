import { randomUUID } from 'node:crypto'
import { newToken, TOKEN_HOURS, tokenHash } from '../identity/one-time-token.ts'
import { addressMail, knownAddressMail, noticeMail, passwordMail, registrationMail } from '../messages/account-mails.ts'
import type { AccountMail } from '../messages/account-mails.ts'
import type { Tracker } from '../schema/tracker.ts'
import { accountNamed, accountsWithAddress, findAccountById } from '../store/accounts/accounts.ts'
import type { AccountWithAddress } from '../store/accounts/accounts.ts'
import { lockRequest, setRequestMail, storeToken } from '../store/accounts/requests.ts'
import type { AccountJob, AccountNotice, AccountRequest, TokenKind } from '../store/accounts/requests.ts'
import type { Sql } from '../store/database.ts'
import { storeMail } from '../store/outbox/mails.ts'
import type { MailKind } from '../store/outbox/mails.ts'
import type { MailPlace } from './mail-place.ts'

export interface ComposingAccount {
  readonly sql: Sql
  readonly tracker: Tracker
  readonly place: MailPlace
}

const HOURS_OF_A_DAY = 24

/**
 * Writes the mail about an account. Whether a name or an address is known is asked here and not where it was typed, so
 * nobody learns it there, from no answer and no time that it takes.
 */
export async function composeAccount(composing: ComposingAccount, job: AccountJob): Promise<void> {
  if ('notice' in job) return tellChange(composing, job.notice)
  const request = await lockRequest(composing.sql, job.request)
  if (request) await COMPOSE[request.kind](composing, request)
}

const COMPOSE = { registration: composeRegistration, password: composePassword, address: composeAddress } as const

async function composeRegistration(composing: ComposingAccount, request: AccountRequest): Promise<void> {
  const { sql, tracker, place } = composing
  const { username = '', address = '' } = request.details
  const [owner] = await accountsWithAddress(sql, tracker, address)
  if (owner) return tellOwner(composing, request, owner)
  const token = await tokenFor(sql, 'registration', { request: request.id, userId: null, address: null })
  const mail = registrationMail(place, { username, token, hours: TOKEN_HOURS.registration })
  await setRequestMail(sql, request.id, await store(composing, 'registration', mail, { userId: null, address }))
}

async function composeAddress(composing: ComposingAccount, request: AccountRequest): Promise<void> {
  const { sql, tracker, place } = composing
  const { address = '' } = request.details
  const account = await findAccountById(sql, tracker, request.userId!)
  if (!account) return
  const owner = (await accountsWithAddress(sql, tracker, address)).find(({ id }) => id !== account.id)
  if (owner) return tellOwner(composing, request, owner)
  const token = await tokenFor(sql, 'address', { request: request.id, userId: account.id, address })
  const mail = addressMail(place, { username: account.username, token, hours: TOKEN_HOURS.address })
  await setRequestMail(sql, request.id, await store(composing, 'address', mail, { userId: account.id, address }))
}

/** What was typed is a name or an address; the mail goes to the address as the account has it. */
async function composePassword(composing: ComposingAccount, request: AccountRequest): Promise<void> {
  const { sql, tracker, place } = composing
  const { username = '', address = '' } = request.details
  const named = username === '' ? null : await accountNamed(sql, tracker, username)
  const accounts = username === '' ? await accountsWithAddress(sql, tracker, address) : named ? [named] : []
  for (const account of accounts) {
    const token = await tokenFor(sql, 'password', { request: request.id, userId: account.id, address: null })
    const mail = passwordMail(place, { username: account.username, token, hours: TOKEN_HOURS.password })
    await store(composing, 'password', mail, { userId: account.id, address: account.address })
  }
}

async function tellOwner(
  composing: ComposingAccount,
  { id }: AccountRequest,
  owner: AccountWithAddress,
): Promise<void> {
  const mail = knownAddressMail(composing.place, owner.username)
  const stored = await store(composing, 'notice', mail, { userId: owner.id, address: owner.address })
  await setRequestMail(composing.sql, id, stored)
}

async function tellChange(composing: ComposingAccount, notice: AccountNotice): Promise<void> {
  const { userId, address } = notice
  const undoToken = notice.what.includes('address')
    ? await tokenFor(composing.sql, 'undo', { request: null, userId, address })
    : null
  const mail = noticeMail(composing.place, { ...notice, undoToken, undoDays: TOKEN_HOURS.undo / HOURS_OF_A_DAY })
  await store(composing, 'notice', mail, { userId, address })
}

async function tokenFor(
  sql: Sql,
  kind: TokenKind,
  of: { readonly request: number | null; readonly userId: number | null; readonly address: string | null },
): Promise<string> {
  const token = newToken()
  await storeToken(sql, { ...of, kind, hash: tokenHash(token)!, hours: TOKEN_HOURS[kind] })
  return token
}

async function store(
  { sql, place }: ComposingAccount,
  kind: Exclude<MailKind, 'change' | 'digest'>,
  { subject, text }: AccountMail,
  to: { readonly userId: number | null; readonly address: string },
): Promise<number> {
  return storeMail(sql, {
    kind,
    messageId: `<${randomUUID()}@${place.domain}>`,
    about: null,
    subject,
    content: { headers: [], fromName: place.title, text, html: null, attachments: [] },
    holdsSecret: true,
    recipients: [{ ...to, reason: 'account', because: null, state: place.keeps ? 'kept' : 'waiting' }],
  })
}
