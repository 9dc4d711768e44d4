import { randomBytes } from 'node:crypto'
import { invalid, TrackerError } from '../errors.ts'

import type { Operations } from '../operations/operations.ts'
import type { Actor } from '../operations/types.ts'
import { accountsWithAddress, findAccountById } from '../store/accounts/accounts.ts'
import type { Account } from '../store/accounts/accounts.ts'
import * as requests from '../store/accounts/requests.ts'
import type { AccountToken } from '../store/accounts/requests.ts'
import { deleteSessionsOf } from '../store/accounts/sessions.ts'
import type { Database } from '../store/database.ts'
import { isMailAddress } from '../values/mail-address.ts'
import { actorOf } from './actor-of.ts'
import { TOKEN_HOURS, tokenHash } from './one-time-token.ts'
import { takeMailbox } from './request-throttle.ts'

type Kind = 'address' | 'undo'

/** What a link in a mail does to an account. */
export interface PendingAddress {
  readonly username: string
  readonly address: string
}

/** Changes people's addresses to such as they read mail at, and back again within some days. */
export class AddressChange {
  readonly #database: Database
  readonly #operations: Operations

  constructor(database: Database, operations: Operations) {
    this.#database = database
    this.#operations = operations
  }

  /** Whether the actor has to confirm a new address of that user: one's own, unless an administrator's word stands. */
  needsConfirmation(actor: Actor, userId: number): boolean {
    return actor.userId === userId && !this.#operations.isAdministrator(actor)
  }

  /** @throws {TrackerError} why the actor can't have the address, save that somebody else has it; or too-many. */
  async check(actor: Actor, address: string): Promise<void> {
    if (!isMailAddress(address))
      throw invalid([
        { property: 'address', message: `"${address}" is no e-mail address: write one as in ada@example.org` },
      ])
    const owners = await accountsWithAddress(this.#database.sql, this.#operations.tracker, address)
    const standIn = `${randomBytes(12).toString('hex')}${address.slice(address.lastIndexOf('@'))}`
    const isOthers = owners.some(({ id }) => id !== actor.userId)
    await this.#operations.rehearse(actor, [
      { className: 'user', id: actor.userId, changes: { address: isOthers ? standIn : address } },
    ])
    await takeMailbox(this.#database.sql, address)
  }

  /** Sends a link to the new address, which was {@link check}ed. */
  async request(actor: Actor, address: string): Promise<void> {
    await this.#database.transaction((sql) =>
      requests.storeRequest(sql, {
        kind: 'address',
        handle: null,
        userId: actor.userId,
        details: { address },
        hours: TOKEN_HOURS.address,
      }),
    )
  }

  /** Null when the link holds no more. */
  async pending(kind: Kind, token: string): Promise<PendingAddress | null> {
    const found = await this.#find(kind, token)
    return found && { username: found.account.username, address: found.token.address! }
  }

  async #find(kind: Kind, token: string): Promise<{ token: AccountToken; account: Account } | null> {
    const hash = tokenHash(token)
    const found = hash && (await requests.findToken(this.#database.sql, kind, hash))
    const account = found && (await findAccountById(this.#database.sql, this.#operations.tracker, found.userId!))
    return account ? { token: found, account } : null
  }

  /**
   * Does what the link says, once. One that brings the old address back ends every login, and those links that were sent
   * to later addresses; it is not told to the address that goes, which may be a thief's.
   */
  async confirm(kind: Kind, token: string): Promise<PendingAddress> {
    const found = await this.#find(kind, token)
    if (!found) throw spent()
    const { account } = found
    const { address, madeAt } = found.token
    const change = { className: 'user', id: account.id, changes: { address } }
    await this.#operations.applyTrusted(actorOf(this.#operations.tracker, account, 'web'), [change], {
      tells: kind === 'address',
      first: async (sql) => {
        if (!(await requests.takeToken(sql, kind, tokenHash(token)!))) throw spent()
        if (kind === 'address') return
        await requests.deleteUndoTokens(sql, account.id, madeAt)
        await deleteSessionsOf(sql, account.id, null)
      },
    })
    return { username: account.username, address: address! }
  }
}

function spent(): TrackerError {
  return new TrackerError('not-found', 'This link was used already, or is too old by now')
}
