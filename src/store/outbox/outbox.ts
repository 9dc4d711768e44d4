import type { Sql } from '../database.ts'
import { allOf, anyId, part, run, TRUE } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { enqueue, replayDead } from './job-queue.ts'
import { MAIL } from './mails.ts'
import type { DeliveryState, MailContent, MailKind } from './mails.ts'

export const DELIVERY_STATES: readonly DeliveryState[] = [
  'waiting',
  'held',
  'kept',
  'sent',
  'bounced',
  'failed',
  'cancelled',
]

/** A mail to one address, as the outbox shows it. */
export interface Delivery {
  readonly id: number
  readonly mail: number
  readonly userId: number | null
  readonly address: string
  readonly reason: string
  readonly state: DeliveryState
  readonly attempts: number
  /** What the relay said last. */
  readonly answer: string | null
  readonly triedAt: Date | null
}

/** With what its mail is, for a list of deliveries. */
export interface ListedDelivery extends Delivery {
  readonly kind: MailKind
  readonly subject: string
  readonly about: string | null
  readonly madeAt: Date
}

export interface OutboxFilter {
  /** Of these states; empty: of any. */
  readonly states: readonly DeliveryState[]
  /** Of mails about this node. */
  readonly about: { readonly className: string; readonly id: number } | null
  /** Made before the one with this id. */
  readonly before: number | null
  readonly limit: number
}

/** Newest first. */
export async function listDeliveries(sql: Sql, filter: OutboxFilter): Promise<readonly ListedDelivery[]> {
  return run<ListedDelivery>(
    sql,
    part`select ${DELIVERY}, m.kind, m.subject, m.class || m.node as about, m.made_at as "madeAt"
      from _delivery d join _mail m on m.id = d.mail
      where ${allOf([stateIs(filter), isAbout(filter), filter.before === null ? TRUE : part`d.id < ${filter.before}`])}
      order by d.id desc limit ${filter.limit}`,
  )
}

const DELIVERY = part`d.id, d.mail, d.user_id as "userId", d.address, d.reason, d.state, d.attempts, d.answer,
  d.tried_at as "triedAt"`

function stateIs({ states }: OutboxFilter): Fragment {
  return states.length === 0 ? TRUE : part`d.state = any(${states})`
}

function isAbout({ about }: OutboxFilter): Fragment {
  return about === null ? TRUE : part`m.class = ${about.className} and m.node = ${about.id}`
}

export interface OutboxMail {
  readonly id: number
  readonly kind: MailKind
  readonly messageId: string
  readonly about: string | null
  readonly madeAt: Date
  readonly subject: string
  readonly holdsSecret: boolean
  /** null, when it held a secret and has gone out. */
  readonly content: MailContent | null
  /** Those that the filter finds, or all where one mail was asked for. */
  readonly deliveries: readonly Delivery[]
}

/** Mails with a delivery that the filter finds, newest first. */
export async function listMails(sql: Sql, filter: OutboxFilter): Promise<readonly Omit<OutboxMail, 'content'>[]> {
  return run<OutboxMail>(
    sql,
    part`select ${MAIL_COLUMNS}, (${deliveriesWhere(stateIs(filter))}) as deliveries
      from _mail m
      where ${allOf([
        isAbout(filter),
        filter.before === null ? TRUE : part`m.id < ${filter.before}`,
        part`exists (select from _delivery d where d.mail = m.id and ${stateIs(filter)})`,
      ])}
      order by m.id desc limit ${filter.limit}`,
  )
}

export async function readMail(sql: Sql, id: number): Promise<OutboxMail | null> {
  const [mail] = await run<OutboxMail>(
    sql,
    part`select ${MAIL_COLUMNS}, m.content, (${deliveriesWhere(TRUE)}) as deliveries from _mail m where m.id = ${id}`,
  )
  return mail ?? null
}

const MAIL_COLUMNS = part`m.id, m.kind, m.message_id as "messageId", m.class || m.node as about, m.made_at as "madeAt",
  m.subject, m.holds_secret as "holdsSecret"`

function deliveriesWhere(condition: Fragment): Fragment {
  return part`select coalesce(jsonb_agg(to_jsonb(one) order by one.id), '[]') from
    (select ${DELIVERY} from _delivery d where d.mail = m.id and ${condition}) one`
}

/** Those of these deliveries that have not gone out will not be tried again. @returns their ids. */
export async function cancelDeliveries(sql: Sql, ids: readonly number[]): Promise<readonly number[]> {
  const rows = await run<{ id: number }>(
    sql,
    part`update _delivery set state = 'cancelled', ended_at = now()
      where id = ${anyId(ids)} and state in ('waiting', 'held', 'kept', 'failed', 'bounced') returning id`,
  )
  return rows.map(({ id }) => id)
}

/**
 * Has deliveries that did not reach their readers sent now; one whose text was forgotten can't be.
 *
 * @returns their ids.
 */
export async function retryDeliveries(sql: Sql, ids: readonly number[]): Promise<readonly number[]> {
  return retryWhere(
    sql,
    part`d.id = ${anyId(ids)} and d.state in ('waiting', 'kept', 'bounced', 'failed', 'cancelled')`,
  )
}

/** Has all sent now that still wait or were given up, and does what other jobs did not get done. @returns how many. */
export async function retryAll(sql: Sql): Promise<{ readonly deliveries: number; readonly jobs: number }> {
  const ids = await retryWhere(sql, part`d.state in ('waiting', 'failed')`)
  return { deliveries: ids.length, jobs: await replayDead(sql) }
}

async function retryWhere(sql: Sql, condition: Fragment): Promise<readonly number[]> {
  const rows = await run<{ id: number; mail: number }>(
    sql,
    part`update _delivery d set state = 'waiting', ended_at = null from _mail m
      where m.id = d.mail and m.content is not null and ${condition} returning d.id, d.mail`,
  )
  const mails = [...new Set(rows.map(({ mail }) => mail))].toSorted((one, other) => one - other)
  if (mails.length > 0)
    await enqueue(
      sql,
      MAIL,
      mails.map((mail) => ({ mail })),
    )
  return rows.map(({ id }) => id)
}

/** The mail that a delivery is of. */
export async function mailOfDelivery(sql: Sql, id: number): Promise<number | null> {
  const [row] = await run<{ mail: number }>(sql, part`select mail from _delivery where id = ${id}`)
  return row?.mail ?? null
}
