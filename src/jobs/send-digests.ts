import { digestHtml } from '../messages/digest-html.ts'
import { digestSubject, digestText } from '../messages/digest-mail.ts'
import type { DigestEntry, DigestIssue } from '../messages/digest-mail.ts'
import { headerText } from '../messages/header-text.ts'
import { generatedId } from '../messages/thread.ts'
import { askerOf, readToldChange } from '../operations/told-change.ts'
import type { ToldChange } from '../operations/told-change.ts'
import { visibleChange } from '../operations/visible-change.ts'
import type { VisibleChange } from '../operations/visible-change.ts'
import type { Operations } from '../operations/operations.ts'
import type { Database, Sql } from '../store/database.ts'
import { loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { endHeld, lockHeld, readersOfDigests } from '../store/outbox/digests.ts'
import type { HeldDelivery } from '../store/outbox/digests.ts'
import { storeMail } from '../store/outbox/mails.ts'
import { readNotification } from '../store/outbox/notifications.ts'
import { printDate } from '../values/date.ts'
import { isZone } from '../values/zone.ts'
import { addressOf } from './choose-readers.ts'
import type { MailPlace } from './mail-place.ts'

export interface SendingDigests {
  readonly database: Database
  readonly operations: Operations
  readonly place: MailPlace
}

/** Every day at seven, UTC. */
export const DIGEST_TIMES = '0 7 * * *'
const MONDAY = 1
/** A week that was missed, with no worker there on Monday, is made up for. */
const OVERDUE_MS = 7 * 24 * 3_600_000
/** A longer mail is read by nobody. */
const MAX_ENTRIES = 200
/** Changes are kept in mind for the next reader; this many at once. */
const MAX_REMEMBERED = 200

/**
 * Makes one mail for each reader out of what is held for them: the daily ones each time, the weekly ones on Mondays. Each
 * reader's is one transaction, so nobody gets a change in two digests, however often and wherever this runs.
 *
 * @throws the first failure, when all others have theirs.
 */
export async function sendDigests(sending: SendingDigests, now: Date): Promise<void> {
  const changes = new KnownChanges(sending.operations)
  const failures: unknown[] = []
  for (const userId of await readersOfDigests(sending.database.sql)) {
    try {
      await sending.database.transaction((sql) => digestFor(sending, sql, changes, { userId, now }))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} of the digests could not be made`, { cause: failures[0] })
}

interface Asked {
  readonly userId: number
  readonly now: Date
}

async function digestFor(
  sending: SendingDigests,
  sql: Sql,
  changes: KnownChanges,
  { userId, now }: Asked,
): Promise<void> {
  const { operations, place } = sending
  const held = await lockHeld(sql, userId)
  const [user] = await loadNodes(sql, operations.tracker.classes.get('user')!, [userId])
  const address = user ? addressOf(user) : null
  const unwanted = held.filter(({ told }) => told === 'none' || address === null)
  await endHeld(sql, idsOf(unwanted), 'cancelled', 'Not wanted any more')
  if (!user || address === null) return

  const due = held.filter((one) => isDue(one, now))
  const shown = due.slice(0, MAX_ENTRIES)
  const readable: Told[] = []
  for (const delivery of shown) {
    const change = delivery.notification && (await changes.get(sql, delivery.notification))
    const visible =
      change && visibleChange(operations.access, operations.tracker, askerOf(operations.tracker, user), change)
    if (change && visible) readable.push({ change, visible, delivery })
  }
  const taken = new Set(readable.map(({ delivery }) => delivery.id))
  const unreadable = shown.filter(({ id }) => !taken.has(id))
  await endHeld(sql, idsOf(unreadable), 'cancelled', 'May not be read any more')
  if (readable.length === 0) return

  const issues = issuesOf(place, readable, zoneOf(user))
  const id = readable[0]!.delivery.id
  await storeMail(sql, {
    kind: 'digest',
    messageId: generatedId(now, `${id}`, `digest${userId}`, place.domain),
    about: null,
    subject: digestSubject(headerText(place.title), issues),
    content: {
      headers: [],
      fromName: place.title,
      text: digestText(issues, due.length - shown.length),
      html: digestHtml(issues, due.length - shown.length).toString(),
      attachments: [],
    },
    recipients: [{ userId, address, reason: 'digest', because: null, state: place.keeps ? 'kept' : 'waiting' }],
  })
  const ended = due.filter((one) => !unreadable.includes(one))
  await endHeld(sql, idsOf(ended), place.keeps ? 'kept' : 'sent', 'In a digest')
}

/** One change that the reader may read. */
interface Told {
  readonly change: ToldChange
  readonly visible: VisibleChange
  readonly delivery: HeldDelivery
}

/** What is wanted at once by now is due too: it was held before. */
function isDue({ told, madeAt }: HeldDelivery, now: Date): boolean {
  if (told === 'none') return false
  return told !== 'weekly' || now.getUTCDay() === MONDAY || now.getTime() - madeAt.getTime() > OVERDUE_MS
}

function idsOf(deliveries: readonly HeldDelivery[]): readonly number[] {
  return deliveries.map(({ id }) => id)
}

/** In the order of their newest changes. */
function issuesOf(place: MailPlace, told: readonly Told[], zone: string): readonly DigestIssue[] {
  const byIssue = Map.groupBy(told, ({ change: { notification } }) => `${notification.className}${notification.node}`)
  return [...byIssue].map(([designator, changes]) => ({
    designator,
    title: headerText(changes[0]!.visible.title),
    url: `${place.baseUrl}${designator}`,
    entries: changes.map(({ change, visible }) => entryOf(place, designator, change, visible, zone)),
  }))
}

function entryOf(
  { baseUrl }: MailPlace,
  designator: string,
  change: ToldChange,
  visible: VisibleChange,
  zone: string,
): DigestEntry {
  const { notification, message } = change
  return {
    author: headerText(visible.author),
    at: `${printDate(notification.at, zone).replace('.', ' ').slice(0, 16)}${zone === '' ? ' UTC' : ''}`,
    text: visible.text,
    note: visible.properties,
    url: message ? `${baseUrl}${designator}#${message.className}${message.id}` : '',
  }
}

function zoneOf({ values: { timezone } }: StoredNode): string {
  return typeof timezone === 'string' && isZone(timezone) ? timezone : ''
}

/** Changes as they were read for another reader of the same run. */
class KnownChanges {
  readonly #operations: Operations
  readonly #known = new Map<string, ToldChange | null>()

  constructor(operations: Operations) {
    this.#operations = operations
  }

  async get(sql: Sql, id: string): Promise<ToldChange | null> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const notification = await readNotification(sql, id)
    const change = notification && (await readToldChange(sql, this.#operations.tracker, notification))
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear()
    this.#known.set(id, change)
    return change
  }
}
