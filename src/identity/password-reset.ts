import { TrackerError } from '../errors.ts'
import type { Operations } from '../operations/operations.ts'
import type { Account } from '../store/accounts/accounts.ts'
import { findAccountById } from '../store/accounts/accounts.ts'
import * as requests from '../store/accounts/requests.ts'
import { deleteSessionsOf } from '../store/accounts/sessions.ts'
import type { Database } from '../store/database.ts'
import { hashPassword } from '../values/password.ts'
import { actorOf } from './actor-of.ts'
import { TOKEN_HOURS, tokenHash } from './one-time-token.ts'
import { takeMailbox, takePlace } from './request-throttle.ts'

/** What somebody remembers of their account. */
export type Remembered = { readonly username: string } | { readonly address: string }

/** Lets people set a new password who can read their mail. */
export class PasswordReset {
  readonly #database: Database
  readonly #operations: Operations

  constructor(database: Database, operations: Operations) {
    this.#database = database
    this.#operations = operations
  }

  /** Nothing is looked up here: it takes as long and answers the same whether there is such an account or not. */
  async request(remembered: Remembered, address: string): Promise<void> {
    const typed = 'username' in remembered ? remembered.username : remembered.address
    if (typed === '') throw new TrackerError('invalid', 'Write your user name, or the e-mail address of your account')
    await takePlace(this.#database.sql, address)
    await takeMailbox(this.#database.sql, typed)
    await this.#database.transaction((sql) =>
      requests.storeRequest(sql, {
        kind: 'password',
        handle: null,
        userId: null,
        details: remembered,
        hours: TOKEN_HOURS.password,
      }),
    )
  }

  /** Name of the user whose password the link sets; null when it holds no more. */
  async pending(token: string): Promise<string | null> {
    return (await this.#accountOf(token))?.username ?? null
  }

  async #accountOf(token: string): Promise<Account | null> {
    const hash = tokenHash(token)
    const found = hash && (await requests.findToken(this.#database.sql, 'password', hash))
    return found ? findAccountById(this.#database.sql, this.#operations.tracker, found.userId!) : null
  }

  /** Sets it, once, and ends every login. @throws {TrackerError} invalid or not-found */
  async set(token: string, password: string, confirmation: string): Promise<void> {
    if (password === '') throw new TrackerError('invalid', 'Write a new password')
    if (password !== confirmation) throw new TrackerError('invalid', 'Password and confirmation text do not match')
    const account = await this.#accountOf(token)
    if (!account) throw spent()
    const changes = { password: await hashPassword(password) }
    await this.#operations.applyTrusted(
      actorOf(this.#operations.tracker, account, 'web'),
      [{ className: 'user', id: account.id, changes }],
      {
        first: async (sql) => {
          if (!(await requests.takeToken(sql, 'password', tokenHash(token)!))) throw spent()
          await deleteSessionsOf(sql, account.id, null)
        },
      },
    )
  }
}

function spent(): TrackerError {
  return new TrackerError(
    'not-found',
    'This link was used already, is older than an hour, or the password was changed since: ask for another one',
  )
}
