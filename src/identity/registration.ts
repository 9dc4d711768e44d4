import { randomBytes } from 'node:crypto'
import { invalid, TrackerError } from '../errors.ts'
import type { Fault } from '../errors.ts'
import type { Operations } from '../operations/operations.ts'
import type { Actor } from '../operations/types.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import { isTaken } from '../store/accounts/accounts.ts'
import * as requests from '../store/accounts/requests.ts'
import type { Details, RequestProgress } from '../store/accounts/requests.ts'
import type { Database } from '../store/database.ts'
import { secretNamed } from '../store/outbox/secrets.ts'
import { isMailAddress } from '../values/mail-address.ts'
import { checkStamp, isStamp, stampFor } from './form-stamp.ts'
import { newToken, TOKEN_HOURS, tokenHash } from './one-time-token.ts'
import { takeMailbox, takePlace } from './request-throttle.ts'

/** What nobody says of themselves before they have an account: more addresses would have to be confirmed as well. */
const LATER = new Set(['roles', 'alternate_addresses'])
/** A form that a person fills in has no more. */
const MAX_TEXT = 2_000

/**
 * Makes accounts for people who prove that the mailbox is theirs. Nothing is there before that, so no name is kept from
 * others by who never comes back: of two who want the same, the one who confirms first has it, and the other one is
 * asked for another.
 */
export class Registration {
  readonly #database: Database
  readonly #operations: Operations
  #key: Promise<Buffer> | null = null

  constructor(database: Database, operations: Operations) {
    this.#database = database
    this.#operations = operations
  }

  /** What the actor may say of a new account; empty where the tracker takes no registrations. */
  properties(actor: Actor): readonly PropertySchema[] {
    if (!this.#operations.may(actor, 'Register', 'user')) return []
    const all = [...this.#operations.classNamed('user').properties.values()].filter(
      ({ name, type, automatic, definition }) =>
        (type === 'string' || type === 'password') &&
        !automatic &&
        !definition.legacy &&
        !LATER.has(name) &&
        this.#operations.may(actor, 'Register', 'user', name),
    )
    const first = ['username', 'password', 'address']
    const isFirst = ({ name }: PropertySchema): boolean => first.includes(name)
    return [...all.filter(isFirst), ...all.filter((property) => !isFirst(property))]
  }

  /** For the form: the stamp that came with it, if it still holds, or a new one. */
  async stamp(old = ''): Promise<string> {
    const key = await this.#secret()
    return isStamp(key, old, Date.now()) ? old : stampFor(key, Date.now())
  }

  /** Before anything else is looked at. @throws {TrackerError} invalid or too-many, for what no person sends. */
  async admit(stamp: string, trap: string, address: string): Promise<void> {
    checkStamp(await this.#secret(), stamp, Date.now())
    if (trap !== '') throw new TrackerError('invalid', 'Leave the field that asks for nothing empty, please.')
    await takePlace(this.#database.sql, address)
  }

  /**
   * Sends the mail that leads to the account. It answers the same for names and addresses that are taken: who has the
   * mailbox learns of the one, and who confirms of the other.
   *
   * @param values  texts of the form, the password hashed.
   * @returns the handle of the page that tells how far it got.
   */
  async request(actor: Actor, values: Details): Promise<string> {
    const { username = '', address = '' } = values
    this.#check(actor, values)
    const taken = await isTaken(this.#database.sql, this.#operations.tracker, { username, address })
    const standIn = randomBytes(12).toString('hex')
    await this.#operations.rehearse(
      actor,
      [
        this.#user({
          ...values,
          ...(taken.username && { username: standIn }),
          ...(taken.address && { address: `${standIn}${address.slice(address.lastIndexOf('@'))}` }),
        }),
      ],
      { trusted: true },
    )
    await takeMailbox(this.#database.sql, address)
    const handle = newToken()
    await this.#database.transaction((sql) =>
      requests.storeRequest(sql, {
        kind: 'registration',
        handle: tokenHash(handle),
        userId: null,
        details: values,
        hours: TOKEN_HOURS.registration,
      }),
    )
    return handle
  }

  #check(actor: Actor, values: Details): void {
    const allowed = new Set(this.properties(actor).map(({ name }) => name))
    if (allowed.size === 0) throw new TrackerError('forbidden', 'This tracker takes no registrations')
    const refused = Object.keys(values).filter((name) => !allowed.has(name))
    if (refused.includes('roles'))
      throw new TrackerError('forbidden', 'It is not permitted to supply roles at registration.')
    if (refused.length > 0) throw new TrackerError('forbidden', `You may not register with ${refused.join(', ')}`)
    const faults: Fault[] = ['username', 'password', 'address'].flatMap((name) =>
      allowed.has(name) && (values[name] ?? '') === ''
        ? [{ property: name, message: `Required user property ${name} not supplied` }]
        : [],
    )
    const { address = '' } = values
    if (address !== '' && !isMailAddress(address))
      faults.push({
        property: 'address',
        message: `"${address}" is no e-mail address: write one as in ada@example.org`,
      })
    for (const [name, value] of Object.entries(values))
      if (value.length > MAX_TEXT)
        faults.push({ property: name, message: `${name} has ${MAX_TEXT} characters at most` })
    if (faults.length > 0) throw invalid(faults)
  }

  async progress(handle: string): Promise<RequestProgress | null> {
    const hash = tokenHash(handle)
    return hash && requests.readProgress(this.#database.sql, hash)
  }

  /** The same mail with another link. @throws {TrackerError} not-found or too-many */
  async resend(handle: string, address: string): Promise<void> {
    const progress = await this.progress(handle)
    if (!progress) throw new TrackerError('not-found', 'There is no such registration any more: please register again')
    await takePlace(this.#database.sql, address)
    await takeMailbox(this.#database.sql, progress.address)
    await this.#database.transaction((sql) => requests.enqueueAccountJobs(sql, [{ request: progress.id }]))
  }

  /** What a link in a mail would make; null when it holds no more. */
  async pending(token: string): Promise<{ readonly username: string; readonly address: string } | null> {
    const hash = tokenHash(token)
    const found = hash && (await requests.findToken(this.#database.sql, 'registration', hash))
    return found?.details ? { username: found.details['username']!, address: found.details['address']! } : null
  }

  /**
   * Makes the account that a link in a mail leads to. When its name is taken by now, the link goes on to hold.
   *
   * @param username  another name than was asked for; null: the same.
   * @returns the id of the new user.
   */
  async confirm(actor: Actor, token: string, username: string | null): Promise<number> {
    const hash = tokenHash(token)
    const found = hash && (await requests.findToken(this.#database.sql, 'registration', hash))
    if (!hash || !found?.details) throw spent()
    const values = username === null ? found.details : { ...found.details, username }
    const [applied] = await this.#operations.applyTrusted(actor, [this.#user(values)], {
      first: async (sql) => {
        if (!(await requests.takeToken(sql, 'registration', hash))) throw spent()
        await requests.deleteRequest(sql, found.request!)
      },
    })
    return applied!.designator.id
  }

  #user(values: Details) {
    const roles = this.#operations.tracker.newUserRoles.join(',')
    return { className: 'user', id: null, changes: { ...values, roles } }
  }

  #secret(): Promise<Buffer> {
    this.#key ??= secretNamed(this.#database.sql, 'form').catch((error: unknown) => {
      this.#key = null
      throw error
    })
    return this.#key
  }
}

function spent(): TrackerError {
  return new TrackerError(
    'not-found',
    `This link was used already, or is older than ${TOKEN_HOURS.registration} hours: log in, or register again`,
  )
}
