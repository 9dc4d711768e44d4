import { createHmac, timingSafeEqual } from 'node:crypto'
import { TrackerError } from '../errors.ts'
import type { Database, Sql } from '../store/database.ts'
import { deleteMute, readPreferences, writeMute, writePreference } from '../store/outbox/preferences.ts'
import { secretNamed } from '../store/outbox/secrets.ts'
import { deleteSubscription, writeSubscription } from '../store/outbox/subscriptions.ts'
import type { SubscriptionTold } from '../store/outbox/subscriptions.ts'
import { parseDesignator, printDesignator } from '../values/designator.ts'
import type { Designator } from '../values/designator.ts'

/** What a link in a mail does, for whoever holds it; each kind has one that undoes it. */
export type LinkDeed =
  | { readonly is: 'mute' | 'unmute' | 'unfollow'; readonly userId: number; readonly node: Designator }
  | { readonly is: 'follow'; readonly userId: number; readonly node: Designator; readonly told: SubscriptionTold }
  | { readonly is: 'stop'; readonly userId: number }
  | { readonly is: 'resume'; readonly userId: number; readonly told: SubscriptionTold }

const SECRET = 'unsubscribe'
/** 128 bits: nobody guesses one, and the link still fits on a line of a mail. */
const SIGNATURE_BYTES = 16
const MODES: readonly string[] = ['every', 'messages', 'daily', 'weekly']

/**
 * Links that need no login: who holds the mail may end what brought it. A token says what it does in plain text and
 * signs it with a key of the tracker's own, so it holds as long as the mail is kept, and nobody can make another.
 */
export class UnsubscribeLinks {
  readonly #database: Database
  #key: Promise<Buffer> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  async tokenFor(deed: LinkDeed): Promise<string> {
    const text = written(deed)
    return `${text}.${signature(await this.#secret(), text)}`
  }

  /** @throws {TrackerError} not-found, for a token that is not the tracker's own. */
  async read(token: string): Promise<LinkDeed> {
    const cut = token.lastIndexOf('.')
    const [text, given] = [token.slice(0, Math.max(cut, 0)), token.slice(cut + 1)]
    const deed = isSame(signature(await this.#secret(), text), given) ? readDeed(text.split('.')) : null
    if (!deed)
      throw new TrackerError('not-found', 'This link is not whole: copy it from the mail with all that belongs to it')
    return deed
  }

  /** Does it; a second time changes nothing. @returns what would undo it. */
  run(deed: LinkDeed): Promise<LinkDeed> {
    return this.#database.transaction((sql) => doDeed(sql, deed))
  }

  #secret(): Promise<Buffer> {
    this.#key ??= secretNamed(this.#database.sql, SECRET).catch((error: unknown) => {
      this.#key = null
      throw error
    })
    return this.#key
  }
}

async function doDeed(sql: Sql, deed: LinkDeed): Promise<LinkDeed> {
  const { userId } = deed
  if (deed.is === 'stop' || deed.is === 'resume') {
    const { told, own } = await readPreferences(sql, userId)
    await writePreference(sql, userId, { told: deed.is === 'stop' ? 'none' : deed.told, own })
    return deed.is === 'resume'
      ? { is: 'stop', userId }
      : { is: 'resume', userId, told: told === 'none' ? 'every' : told }
  }
  const { node } = deed
  const { className, id } = node
  if (deed.is === 'mute') {
    await writeMute(sql, userId, className, id)
    return { is: 'unmute', userId, node }
  }
  if (deed.is === 'unmute') {
    await deleteMute(sql, userId, className, id)
    return { is: 'mute', userId, node }
  }
  if (deed.is === 'follow') {
    await writeSubscription(sql, { userId, className, node: id, told: deed.told })
    return { is: 'unfollow', userId, node }
  }
  const { choices } = await readPreferences(sql, userId)
  const known = choices.find((choice) => choice.told !== null && choice.className === className && choice.id === id)
  await deleteSubscription(sql, userId, className, id)
  return { is: 'follow', userId, node, told: known?.told ?? 'every' }
}

function written(deed: LinkDeed): string {
  const node = 'node' in deed ? [printDesignator(deed.node)] : []
  const told = 'told' in deed ? [deed.told] : []
  return [deed.is, deed.userId, ...node, ...told].join('.')
}

/** Null: the text was signed by a release that had other deeds. */
function readDeed([is, user, ...rest]: readonly string[]): LinkDeed | null {
  const userId = Number(user)
  const told = rest.at(-1) as SubscriptionTold
  if (is === 'stop') return { is, userId }
  if (is === 'resume') return MODES.includes(told) ? { is, userId, told } : null
  const node = parseDesignator(rest[0] ?? '')
  if (is === 'mute' || is === 'unmute' || is === 'unfollow') return { is, userId, node }
  return is === 'follow' && MODES.includes(told) ? { is, userId, node, told } : null
}

function signature(key: Buffer, text: string): string {
  const digest = createHmac('sha256', key).update(`unsubscribe ${text}`).digest()
  return digest.subarray(0, SIGNATURE_BYTES).toString('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}
