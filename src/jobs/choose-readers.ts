import { ANONYMOUS } from '../identity/actor-of.ts'
import { mentionedNames } from '../messages/mentions.ts'
import type { Reason } from '../messages/reasons.ts'
import { askerOf } from '../operations/told-change.ts'
import type { Asker, ToldChange } from '../operations/told-change.ts'
import type { Operations } from '../operations/operations.ts'
import type { Sql } from '../store/database.ts'
import { findLive, loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { Recipient } from '../store/outbox/mails.ts'
import { preferencesOf } from '../store/outbox/preferences.ts'
import type { MailPreference, Told } from '../store/outbox/preferences.ts'
import { findSubscribers } from './find-subscribers.ts'
import type { MailPlace } from './mail-place.ts'

export interface Choosing {
  readonly sql: Sql
  readonly operations: Operations
  readonly place: MailPlace
}

/** Somebody to tell, if they may read it. */
export interface Reader {
  readonly asker: Asker
  readonly recipient: Recipient
}

/** One reason to tell somebody. */
interface Call {
  readonly reason: Reason
  readonly because: string | null
  /** Null: as they want to be told in general. */
  readonly told: Told | null
}

/** Who said or did it. */
export function authorOf({ message, notification }: ToldChange): number | null {
  const author = message?.values['author']
  return typeof author === 'number' ? author : notification.actor
}

/** Everybody who wants to hear of the change, each once, however many reasons there are. */
export async function chooseReaders(choosing: Choosing, told: ToldChange): Promise<readonly Reader[]> {
  const { sql, operations, place } = choosing
  const { notification } = told
  const author = authorOf(told)
  const { calls, users } = await callsOf(choosing, told)
  const preferences = await preferencesOf(sql, [...calls.keys()], {
    className: notification.className,
    id: notification.node,
  })
  const sending = place.keeps ? 'kept' : 'waiting'
  const readers = [...calls].flatMap(([id, reasons]): readonly Reader[] => {
    const user = users.get(id)
    const address = user && addressOf(user)
    const preference = preferences.get(id)
    if (!user || address == null || (id === author && !wantsOwn(choosing, told, id, preference))) return []
    const chosen = bestCall(reasons, preference, told.message !== null)
    if (!chosen) return []
    const { reason, because, isHeld } = chosen
    const state = isHeld ? 'held' : sending
    return [{ asker: askerOf(operations.tracker, user), recipient: { userId: id, address, reason, because, state } }]
  })
  const lists = notification.addresses.map((address) => ({
    asker: { userId: null, roles: ['Anonymous'] },
    recipient: { userId: null, address, reason: 'list', because: null, state: sending } as const,
  }))
  return [...readers, ...lists]
}

/** Retired users, visitors and those without an address can't be told anything. */
export function addressOf({ retired, values: { address, username } }: StoredNode): string | null {
  if (retired || username === ANONYMOUS) return null
  return typeof address === 'string' && address.trim() !== '' ? address.trim() : null
}

interface Calls {
  /** By user, the weightiest reason first. */
  readonly calls: ReadonlyMap<number, readonly Call[]>
  readonly users: ReadonlyMap<number, StoredNode>
}

async function callsOf({ sql, operations }: Choosing, told: ToldChange): Promise<Calls> {
  const { notification, message, people } = told
  const users = new Map(people)
  const calls = new Map<number, Call[]>()
  const already = new Set((message?.values['recipients'] ?? []) as readonly number[])
  const author = authorOf(told)
  const call = (id: number, reason: Reason, because: string | null = null, mode: Told | null = null): void => {
    if (already.has(id)) return
    const known = calls.get(id) ?? []
    calls.set(id, [...known, { reason: id === author ? 'author' : reason, because, told: mode }])
  }

  const assigned = assignedTo(told)
  for (const user of await mentioned(sql, operations, told)) {
    users.set(user.id, user)
    call(user.id, 'mention')
  }
  for (const id of notification.people) call(id, assigned.has(id) ? 'assigned' : 'nosy')
  if (author !== null) call(author, 'author')
  for (const { user, subscription } of await findSubscribers(sql, operations, told)) {
    const { className, node, told: mode } = subscription
    users.set(user.id, user)
    call(user.id, className === 'query' ? 'query' : 'subscription', `${className}${node}`, mode)
  }
  return { calls, users }
}

/** Those whom a link such as `assignee` or Roundup's `assignedto` names. */
function assignedTo({ schema, node }: ToldChange): ReadonlySet<number> {
  const links = [...schema.properties.values()].filter(({ name, to }) => to === 'user' && name.startsWith('assign'))
  return new Set(links.flatMap(({ name }) => (node.values[name] ?? []) as number | number[]))
}

async function mentioned(
  sql: Sql,
  { tracker }: Operations,
  { message, text }: ToldChange,
): Promise<readonly StoredNode[]> {
  const names = message ? mentionedNames(text) : []
  const schema = tracker.classes.get('user')!
  if (names.length === 0 || schema.key === null) return []
  const found = await findLive(sql, tracker, { ids: new Map(), keys: new Map([['user', names]]) })
  return loadNodes(
    sql,
    schema,
    found.map(({ id }) => id),
  )
}

function wantsOwn(
  { operations }: Choosing,
  { notification }: ToldChange,
  author: number,
  preference: MailPreference | undefined,
): boolean {
  if (preference && preference.own !== null) return preference.own
  const { messagesToAuthor } = operations.tracker.nosy
  if (messagesToAuthor === 'nosy') return notification.people.includes(author)
  return messagesToAuthor === 'yes' || (messagesToAuthor === 'new' && notification.event === 'create')
}

/** The first reason to tell them now, else the first to tell them in a digest. Null: they want none of it. */
function bestCall(
  calls: readonly Call[],
  preference: MailPreference | undefined,
  hasMessage: boolean,
): (Call & { readonly isHeld: boolean }) | null {
  if (preference?.isMuted || preference?.told === 'none') return null
  const wanted = calls.flatMap((call) => {
    const mode = call.told ?? preference?.told ?? 'every'
    if (mode === 'messages' && !hasMessage) return []
    return [{ ...call, isHeld: mode === 'daily' || mode === 'weekly' }]
  })
  return wanted.find(({ isHeld }) => !isHeld) ?? wanted[0] ?? null
}
