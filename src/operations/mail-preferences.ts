import type { Access, Asker } from '../access/access.ts'
import { isAdministrator } from '../access/access.ts'
import { TrackerError } from '../errors.ts'
import { rolesOf } from '../schema/roles.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import type { Database } from '../store/database.ts'
import { readLabels } from '../store/filter/read-labels.ts'
import type { LabelsByClass } from '../store/filter/read-labels.ts'
import { readPage } from '../store/filter/read-page.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { deleteMute, readChoices, readPreferences, writeMute, writePreference } from '../store/outbox/preferences.ts'
import type { GeneralPreference, StoredChoice, Told } from '../store/outbox/preferences.ts'
import { deleteSubscription, writeSubscription } from '../store/outbox/subscriptions.ts'
import type { SubscriptionTold } from '../store/outbox/subscriptions.ts'
import { printDesignator } from '../values/designator.ts'
import type { Designator } from '../values/designator.ts'
import { isThere } from './may-change.ts'
import type { Actor } from './types.ts'

export type { GeneralPreference, SubscriptionTold, Told }

/** A node that somebody follows or has muted; the label is null where they may not see it, or it has gone. */
export interface ChosenNode {
  readonly designator: Designator
  readonly label: string | null
}
export interface Followed extends ChosenNode {
  readonly told: SubscriptionTold
}

export interface MailSettings extends GeneralPreference {
  readonly userId: number
  readonly username: string
  /** Null: nothing can be sent to them. */
  readonly address: string | null
  readonly followed: readonly Followed[]
  readonly muted: readonly ChosenNode[]
}

/** How one node stands with somebody. */
export interface NodeChoice {
  readonly isMuted: boolean
  /** Null: they don't follow it. */
  readonly told: SubscriptionTold | null
}

const TOLD: readonly string[] = ['every', 'messages', 'daily', 'weekly', 'none']
/** Each saved query costs the worker two statements for every change. */
const MAX_FOLLOWED = 200
const MAX_MUTED = 5_000
const ANONYMOUS = 'anonymous'
export const QUERY = 'query'

/** How people want to be told. Everybody says so for themselves; administrators for anybody. */
export class MailPreferences {
  readonly #database: Database
  readonly #tracker: Tracker
  readonly #access: Access

  constructor(database: Database, tracker: Tracker, access: Access) {
    this.#database = database
    this.#tracker = tracker
    this.#access = access
  }

  /** @throws {TrackerError} forbidden; not-found, when there is no such user. */
  async of(actor: Actor, userId: number): Promise<MailSettings> {
    const user = await this.#user(actor, userId)
    const stored = await readPreferences(this.#database.sql, userId)
    const labels = await this.#labels(user, stored.choices)
    const chosen = ({ className, id }: StoredChoice): ChosenNode => ({
      designator: { className, id },
      label: labels.get(className)?.get(id)?.label ?? null,
    })
    const { username, address } = user.values
    return {
      userId,
      username: String(username),
      address: typeof address === 'string' && address.trim() !== '' ? address : null,
      told: stored.told,
      own: stored.own,
      followed: stored.choices.flatMap((choice) =>
        choice.told === null ? [] : [{ ...chosen(choice), told: choice.told }],
      ),
      muted: stored.choices.flatMap((choice) => (choice.told === null ? [chosen(choice)] : [])),
    }
  }

  /** One statement; nothing is chosen by visitors. */
  async ofNode(actor: Actor, designator: Designator): Promise<NodeChoice> {
    if (actor.userId === null || actor.username === ANONYMOUS) return { isMuted: false, told: null }
    const choices = await readChoices(this.#database.sql, actor.userId, designator)
    return { isMuted: choices.includes(null), told: choices.find((told) => told !== null) ?? null }
  }

  async set(
    actor: Actor,
    userId: number,
    { told, own }: { readonly told: string; readonly own: boolean | null },
  ): Promise<void> {
    await this.#user(actor, userId)
    await writePreference(this.#database.sql, userId, { told: toldOf(told), own })
  }

  async mute(actor: Actor, userId: number, designator: Designator): Promise<void> {
    const user = await this.#user(actor, userId)
    const { kind } = this.#classNamed(designator.className)
    if (kind !== 'issue')
      throw new TrackerError('invalid', `Only issues can be muted: ${printDesignator(designator)} is none`)
    await this.#mustBeThere(user, designator)
    const { choices } = await readPreferences(this.#database.sql, userId)
    if (choices.filter(({ told }) => told === null).length >= MAX_MUTED)
      throw new TrackerError('invalid', `${MAX_MUTED} issues can be muted: unmute others first`)
    await writeMute(this.#database.sql, userId, designator.className, designator.id)
  }

  async unmute(actor: Actor, userId: number, { className, id }: Designator): Promise<void> {
    await this.#user(actor, userId)
    await deleteMute(this.#database.sql, userId, className, id)
  }

  /** Follows a node that issues link to, or a saved query; what is followed already gets the new mode. */
  async follow(actor: Actor, userId: number, designator: Designator, told: string): Promise<void> {
    const user = await this.#user(actor, userId)
    if (!this.isFollowable(designator.className))
      throw new TrackerError('invalid', `A ${designator.className} can't be followed: no issue links to one`)
    const mode = toldOf(told)
    if (mode === 'none') throw new TrackerError('invalid', 'To hear nothing of it, stop following it')
    await this.#mustBeThere(user, designator)
    const { choices } = await readPreferences(this.#database.sql, userId)
    const others = choices.filter(
      ({ className, id, told: known }) =>
        known !== null && (className !== designator.className || id !== designator.id),
    )
    if (others.length >= MAX_FOLLOWED)
      throw new TrackerError('invalid', `${MAX_FOLLOWED} things can be followed: leave others first`)
    const { className, id } = designator
    await writeSubscription(this.#database.sql, { userId, className, node: id, told: mode })
  }

  async unfollow(actor: Actor, userId: number, { className, id }: Designator): Promise<void> {
    await this.#user(actor, userId)
    await deleteSubscription(this.#database.sql, userId, className, id)
  }

  /** What is called that by those who may see it: by key or name, or by the number. @throws {TrackerError} not-found */
  async named(actor: Actor, className: string, name: string): Promise<Designator> {
    const schema = this.#classNamed(className)
    const text = name.trim()
    const id = (await this.#byName(actor, schema, text)) ?? (/^\d{1,9}$/.test(text) ? Number(text) : null)
    const [node] = id === null ? [] : await loadNodes(this.#database.sql, schema, [id])
    if (node && !node.retired && isThere(this.#access, actor, node)) return { className, id: node.id }
    throw new TrackerError('not-found', `There is no ${className} "${text.slice(0, 100)}"`)
  }

  /** Plain nodes that issues link to, and saved queries. */
  isFollowable(className: string): boolean {
    const schema = this.#tracker.classes.get(className)
    if (!schema || schema.kind !== 'plain' || schema.legacy) return false
    if (className === QUERY) return ['klass', 'url'].every((name) => schema.properties.has(name))
    return [...this.#tracker.classes.values()].some(
      ({ kind, properties }) =>
        kind === 'issue' &&
        [...properties.values()].some(
          ({ to, computedFrom, definition }) => to === className && !computedFrom && !definition.legacy,
        ),
    )
  }

  async #byName(actor: Actor, schema: ClassSchema, text: string): Promise<number | null> {
    const name = schema.key ?? (schema.properties.get('name')?.type === 'string' ? 'name' : null)
    if (name === null || text === '') return null
    const { rows } = await readPage(this.#database.sql, this.#tracker, this.#access.reader(actor), {
      className: schema.name,
      where: { path: [name], test: { is: 'equal', text } },
      order: [{ path: ['id'], descending: false }],
      columns: [],
      limit: 1,
    })
    return rows[0]?.id ?? null
  }

  /** Whether the actor may see and set how that user is told. */
  maySet(actor: Actor, userId: number): boolean {
    return (actor.userId === userId && actor.username !== ANONYMOUS) || isAdministrator(actor.roles)
  }

  async #user(actor: Actor, userId: number): Promise<StoredNode> {
    if (!this.maySet(actor, userId))
      throw new TrackerError('forbidden', 'Everybody chooses their own mail: log in as the user whose it is')
    const [user] = await loadNodes(this.#database.sql, this.#classNamed('user'), [userId])
    if (!user || user.retired || user.values['username'] === ANONYMOUS)
      throw new TrackerError('not-found', `There is no user${userId} who could be told anything`)
    return user
  }

  async #mustBeThere(user: StoredNode, designator: Designator): Promise<void> {
    const [node] = await loadNodes(this.#database.sql, this.#classNamed(designator.className), [designator.id])
    if (!node || node.retired || !isThere(this.#access, this.#askerOf(user), node))
      throw new TrackerError('not-found', `There is no ${printDesignator(designator)}`)
  }

  #askerOf(user: StoredNode): Asker {
    const { roles } = user.values
    return { userId: user.id, roles: rolesOf(this.#tracker, typeof roles === 'string' ? roles : null) }
  }

  #labels(user: StoredNode, choices: readonly StoredChoice[]): Promise<LabelsByClass> {
    const wanted = new Map<string, number[]>()
    for (const { className, id } of choices)
      if (this.#tracker.classes.has(className)) wanted.set(className, [...(wanted.get(className) ?? []), id])
    return readLabels(this.#database.sql, this.#tracker, this.#access.reader(this.#askerOf(user)), wanted)
  }

  #classNamed(className: string): ClassSchema {
    const schema = this.#tracker.classes.get(className)
    if (!schema) throw new TrackerError('not-found', `There is no class ${className}`)
    return schema
  }
}

function toldOf(text: string): Told {
  if (TOLD.includes(text)) return text as Told
  throw new TrackerError('invalid', `"${text.slice(0, 50)}" is no way to be told; there are ${TOLD.join(', ')}`)
}
