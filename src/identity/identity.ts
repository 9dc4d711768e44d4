import { TrackerError } from '../errors.ts'
import type { LoginOutcome } from '../observe/metrics.ts'
import type { Operations } from '../operations/operations.ts'
import type { Actor } from '../operations/types.ts'
export type { Actor }
import type { Source } from '../schema/detectors.ts'
import type { Tracker } from '../schema/tracker.ts'
import { findAccount, findAccountById } from '../store/accounts/accounts.ts'
import type { AccountWithPassword } from '../store/accounts/accounts.ts'
import * as sessions from '../store/accounts/sessions.ts'
import type { SessionSummary } from '../store/accounts/sessions.ts'
import type { Database } from '../store/database.ts'
import { hashPassword, needsRehash } from '../values/password.ts'
import { AddressChange } from './address-change.ts'
import { actorOf, ANONYMOUS, visitorOf } from './actor-of.ts'
import { checkPassword } from './check-password.ts'
import { beginAttempt } from './login-throttle.ts'
import { PasswordReset } from './password-reset.ts'
import { Registration } from './registration.ts'
import { hashSessionToken, isSessionToken, newSessionToken } from './session-token.ts'
import { VerifiedLogins } from './verified-logins.ts'

/** How long the rights of visitors are taken from memory. */
const ANONYMOUS_MS = 5_000
const PURGE_MS = 60 * 60_000
const MAX_USER_AGENT = 300

/** Where a request comes from. */
export interface Origin {
  readonly source: Source
  readonly address: string
  readonly userAgent: string | null
}

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface SignedIn {
  readonly actor: Actor
  /** For the cookie. */
  readonly token: string
  /** When the cookie ends; null: with the browser. */
  readonly expires: Date | null
}

/** Who sent this request? Asks the database each time, so a change of rights holds from the next request on. */
export class Identity {
  readonly registration: Registration
  readonly passwordReset: PasswordReset
  readonly addressChange: AddressChange
  readonly #database: Database
  readonly #tracker: Tracker
  readonly #operations: Operations
  readonly #onLogin: (outcome: LoginOutcome) => void
  readonly #verified = new VerifiedLogins()
  #anonymous: { readonly account: Promise<AccountWithPassword | null>; readonly untilMs: number } | null = null
  #purgedMs = Date.now()

  constructor(
    database: Database,
    tracker: Tracker,
    operations: Operations,
    onLogin: (outcome: LoginOutcome) => void = () => {},
  ) {
    this.#onLogin = onLogin
    this.#database = database
    this.#tracker = tracker
    this.#operations = operations
    this.registration = new Registration(database, operations)
    this.passwordReset = new PasswordReset(database, operations)
    this.addressChange = new AddressChange(database, operations)
  }

  /** A visitor. Their user is read every few seconds at most. */
  async anonymous(source: Source): Promise<Actor> {
    const nowMs = Date.now()
    if (!this.#anonymous || this.#anonymous.untilMs <= nowMs) {
      const account = findAccount(this.#database.sql, this.#tracker, ANONYMOUS)
      const asked = { account, untilMs: nowMs + ANONYMOUS_MS }
      this.#anonymous = asked
      account.catch(() => {
        if (this.#anonymous === asked) this.#anonymous = null
      })
    }
    const account = await this.#anonymous.account
    return account ? actorOf(this.#tracker, account, source) : visitorOf(source)
  }

  /** The actor of a session's token; null when there is no such session (any more). One statement. */
  async actorOfSession(token: string, source: Source): Promise<Actor | null> {
    if (!isSessionToken(token)) return null
    const hash = hashSessionToken(token)
    const session = await sessions.findSession(this.#database.sql, this.#tracker, hash)
    if (!session) return null

    const actor = actorOf(this.#tracker, session, source)
    if (!this.#operations.may(actor, 'Web Access')) return null
    if (session.isDue) await sessions.slideSession(this.#database.sql, hash, session.isRemembered)
    return actor
  }

  /**
   * The actor of a name and password that came with the request.
   *
   * @throws {TrackerError} forbidden or too-many.
   */
  async actorOfCredentials(credentials: Credentials, origin: Origin): Promise<Actor> {
    const { username, password } = credentials
    const account = await findAccount(this.#database.sql, this.#tracker, username)
    const stored = account?.password ?? ''
    if (!account || !this.#verified.isRemembered(username, password, stored, Date.now())) {
      await this.#verify(account, credentials, origin)
      this.#verified.remember(username, password, stored, Date.now())
    }
    return this.#admitted(actorOf(this.#tracker, account!, origin.source))
  }

  /**
   * Begins a session, always a new one: a token that somebody planted in the browser before is worth nothing.
   *
   * @throws {TrackerError} forbidden or too-many.
   */
  async login(credentials: Credentials, remember: boolean, origin: Origin): Promise<SignedIn> {
    const account = await findAccount(this.#database.sql, this.#tracker, credentials.username)
    await this.#verify(account, credentials, origin)
    const actor = this.#admitted(actorOf(this.#tracker, account!, origin.source))
    await this.#rehash(actor, account!, credentials.password)
    await this.#purge()
    return this.#beginSession(actor, remember, origin)
  }

  /** Begins a session for somebody who proved otherwise who they are. @throws {TrackerError} forbidden */
  async enter(userId: number, origin: Origin): Promise<SignedIn> {
    const account = await findAccountById(this.#database.sql, this.#tracker, userId)
    if (!account) throw new TrackerError('not-found', `There is no user${userId}`)
    return this.#beginSession(this.#admitted(actorOf(this.#tracker, account, origin.source)), false, origin)
  }

  /** A new session in the place of one that ends, for somebody who changed their own password in it. */
  async renewSession(actor: Actor, oldToken: string, origin: Origin): Promise<SignedIn> {
    const wasRemembered = await sessions.deleteSession(this.#database.sql, hashSessionToken(oldToken))
    return this.#beginSession(actor, wasRemembered ?? false, origin)
  }

  async #beginSession(actor: Actor, remember: boolean, origin: Origin): Promise<SignedIn> {
    const token = newSessionToken()
    const end = await sessions.insertSession(this.#database.sql, {
      hash: hashSessionToken(token),
      userId: actor.userId!,
      isRemembered: remember,
      address: origin.address,
      userAgent: origin.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    })
    return { actor, token, expires: remember ? end : null }
  }

  async logout(token: string): Promise<void> {
    if (isSessionToken(token)) await sessions.deleteSession(this.#database.sql, hashSessionToken(token))
  }

  /** Ends every session of a user, save the one of `exceptToken`. */
  async endSessions(userId: number, exceptToken: string | null = null): Promise<void> {
    await sessions.deleteSessionsOf(
      this.#database.sql,
      userId,
      exceptToken === null ? null : hashSessionToken(exceptToken),
    )
  }

  async sessionsOf(userId: number): Promise<readonly SessionSummary[]> {
    return sessions.listSessions(this.#database.sql, userId)
  }

  async #verify(
    account: AccountWithPassword | null,
    { username, password }: Credentials,
    { address }: Origin,
  ): Promise<void> {
    const attempt = await beginAttempt(this.#database.sql, username, address).catch((error: unknown) => {
      if (error instanceof TrackerError && error.code === 'too-many') this.#onLogin('limited')
      throw error
    })
    const fits = await checkPassword(account?.password ?? null, password)
    this.#onLogin(fits ? 'succeeded' : 'failed')
    if (!fits) throw new TrackerError('forbidden', 'Invalid login')
    await attempt.succeeded()
  }

  #admitted(actor: Actor): Actor {
    if (!this.#operations.may(actor, 'Web Access'))
      throw new TrackerError('forbidden', 'You do not have permission to login')
    return actor
  }

  /**
   * Stores a password of an older scheme as it would be stored today. Trusted, since not everybody may change
   * their password; a rule of the tracker that refuses the old record is no reason to refuse the login.
   */
  async #rehash(actor: Actor, account: AccountWithPassword, password: string): Promise<void> {
    if (!needsRehash(account.password!)) return
    const change = { className: 'user', id: account.id, changes: { password: await hashPassword(password) } }
    try {
      await this.#operations.applyTrusted(actor, [change], { tells: false })
    } catch (error) {
      if (error instanceof TrackerError) return
      throw error
    }
    await sessions.keepSessions(this.#database.sql, account.id, account.password!)
  }

  async #purge(): Promise<void> {
    if (Date.now() - this.#purgedMs < PURGE_MS) return
    this.#purgedMs = Date.now()
    await sessions.purgeAccounts(this.#database.sql)
  }
}
