import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'
import { enqueue } from './job-queue.ts'

/** What becomes of a mail to one address. `held`: for a digest; `kept`: this tracker sends nothing outward. */
export type DeliveryState = 'waiting' | 'held' | 'kept' | 'sent' | 'bounced' | 'failed' | 'cancelled'

export type MailKind = 'change' | 'digest' | 'registration' | 'password' | 'address' | 'notice'

/** Bytes to send along, by the hash they are stored under. */
export interface Attachment {
  readonly name: string
  readonly type: string
  /** SHA-256 in hexadecimal. */
  readonly hash: string
}

export interface MailContent {
  /** In the order they are sent in; values are not encoded yet. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly fromName: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly Attachment[]
}

export interface Recipient {
  /** null: an address that is nobody's here. */
  readonly userId: number | null
  readonly address: string
  /** Why this reader gets it, as the code that X-Muster-Reason carries. */
  readonly reason: string
  /** What they follow that brought it, as a designator; null where they are on the nosy list, or the like. */
  readonly because: string | null
  readonly state: Extract<DeliveryState, 'waiting' | 'held' | 'kept'>
}

export interface NewMail {
  readonly kind: MailKind
  /** With its angle brackets. */
  readonly messageId: string
  readonly about: { readonly className: string; readonly id: number } | null
  /** What it tells of, where a digest may be made of it. */
  readonly notification?: string
  readonly subject: string
  readonly content: MailContent
  /** Its text is forgotten once it has gone to everybody. */
  readonly holdsSecret?: boolean
  readonly recipients: readonly Recipient[]
}

/** The queue whose jobs send one mail to all who still wait for it. */
export const MAIL = 'mail'

/** Stores a composed mail and, where somebody waits for it, the job that sends it. */
export async function storeMail(sql: Sql, mail: NewMail): Promise<number> {
  const { kind, messageId, about, notification, subject, content, holdsSecret, recipients } = mail
  const [row] = await run<{ id: number }>(
    sql,
    part`insert into _mail (kind, message_id, class, node, notification, subject, content, holds_secret)
      values (${kind}, ${messageId}, ${about?.className ?? null}, ${about?.id ?? null}, ${notification ?? null}, ${subject},
        ${JSON.stringify(content)}, ${holdsSecret ?? false}) returning id`,
  )
  const id = row!.id
  await run(
    sql,
    part`insert into _delivery (mail, user_id, address, reason, because, state)
      select ${id}, user_id, address, reason, because, state from jsonb_to_recordset(${JSON.stringify(
        recipients.map(({ userId, ...rest }) => ({ user_id: userId, ...rest })),
      )}::jsonb) as r(user_id integer, address text, reason text, because text, state text)
      on conflict do nothing`,
  )
  if (recipients.some(({ state }) => state === 'waiting')) await enqueue(sql, MAIL, [{ mail: id }])
  return id
}

export interface StoredMail {
  readonly id: number
  readonly kind: MailKind
  readonly messageId: string
  readonly about: { readonly className: string; readonly id: number } | null
  readonly madeAt: Date
  readonly subject: string
  /** null, when it held a secret and has gone out. */
  readonly content: MailContent | null
}

export interface Waiting {
  readonly id: number
  readonly userId: number | null
  readonly address: string
  readonly reason: string
  readonly because: string | null
  readonly attempts: number
}

/** The mail and who still waits for it; null when it is gone. */
export async function waitingFor(
  sql: Sql,
  mail: number,
): Promise<{ readonly mail: StoredMail; readonly waiting: readonly Waiting[] } | null> {
  const [row] = await run<Record<string, unknown>>(
    sql,
    part`select m.id, m.kind, m.message_id as "messageId", m.class, m.node, m.made_at as "madeAt", m.subject, m.content,
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'userId', d.user_id, 'address', d.address,
          'reason', d.reason, 'because', d.because, 'attempts', d.attempts) order by d.id)
        from _delivery d where d.mail = m.id and d.state = 'waiting'), '[]') as waiting
      from _mail m where m.id = ${mail}`,
  )
  if (!row) return null
  const { waiting, class: className, node, ...rest } = row
  const about = className === null ? null : { className, id: node }
  return { mail: { ...rest, about } as unknown as StoredMail, waiting: waiting as readonly Waiting[] }
}

/** What came of one attempt. */
export interface Attempt {
  readonly delivery: number
  readonly state: Extract<DeliveryState, 'waiting' | 'sent' | 'bounced' | 'failed'>
  /** What the relay said, or why it was not reached. */
  readonly answer: string
}

/** Answers of relays can be long; the first sentences tell enough. */
const MAX_ANSWER = 1_000

export async function recordAttempts(sql: Sql, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return
  const rows = attempts.map(({ delivery, state, answer }) => ({
    id: delivery,
    state,
    answer: answer.slice(0, MAX_ANSWER),
  }))
  await run(
    sql,
    part`update _delivery d set state = r.state, answer = r.answer, attempts = d.attempts + 1, tried_at = now(),
        ended_at = case when r.state = 'waiting' then null else now() end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, state text, answer text)
      where d.id = r.id and d.state = 'waiting'`,
  )
}

/**
 * Keeps others from sending the same mail until the transaction ends; false where somebody does. It ends with its
 * connection, so a worker that was killed holds nothing.
 */
export async function lockMail(sql: Sql, mail: number): Promise<boolean> {
  const [row] = await run<{ isOurs: boolean }>(
    sql,
    part`select pg_try_advisory_xact_lock(hashtextextended('muster mail ' || current_schema(), ${mail})) as "isOurs"`,
  )
  return row!.isOurs
}

/** Forgets the text of a mail that held a secret, once nobody waits for it. */
export async function forgetSecret(sql: Sql, mail: number): Promise<void> {
  await run(
    sql,
    part`update _mail set content = null where id = ${mail} and holds_secret
      and not exists (select from _delivery where mail = ${mail} and state = 'waiting')`,
  )
}

/** Gives up on those who still wait: the mail was tried too often. */
export async function failWaiting(sql: Sql, mail: number): Promise<void> {
  await run(
    sql,
    part`update _delivery set state = 'failed', ended_at = now() where mail = ${mail} and state = 'waiting'`,
  )
}
