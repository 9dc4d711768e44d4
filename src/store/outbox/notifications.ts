import { randomUUID } from 'node:crypto'
import type { DetectorEvent, Source } from '../../schema/detectors.ts'
import type { Sql } from '../database.ts'
import { part, run, send } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import type { JournalChange } from '../journal/journal.ts'
import { enqueue } from './job-queue.ts'

/** What a change of a node promises to tell. */
export interface Notification {
  readonly className: string
  readonly node: number
  readonly event: Extract<DetectorEvent, 'create' | 'set'>
  readonly at: Date
  readonly actor: number | null
  readonly source: Source
  /** The message whose text the mail carries; null tells of the changes alone. */
  readonly message: number | null
  /** As the journal has them; null for a new node. */
  readonly changes: Readonly<Record<string, JournalChange>> | null
  /** Users to tell, if they may read it. */
  readonly people: readonly number[]
  /** Addresses that hear of it whoever they are, lists for instance. */
  readonly addresses: readonly string[]
  /** Properties that the note leaves out. */
  readonly quiet: readonly string[]
}

export interface StoredNotification extends Notification {
  readonly id: string
  readonly isComposed: boolean
}

/** The queue whose jobs turn a notification into mails. */
export const NOTIFY = 'notify'

/** Writes promises and the jobs that keep them, in the transaction of the change; nobody waits for a round trip of theirs. */
export async function promise(sql: Sql, notifications: readonly Notification[]): Promise<void> {
  if (notifications.length === 0) return
  const jobs = notifications.map((notification) => {
    const id = randomUUID()
    write(sql, id, notification)
    return { notification: id }
  })
  await enqueue(sql, NOTIFY, jobs)
}

function write(sql: Sql, id: string, notification: Notification): void {
  const { className, node, event, at, actor, source, message, changes, people, addresses, quiet } = notification
  send(
    sql,
    part`insert into _notification (id, class, node, event, at, actor, source, message, changes, people, addresses, quiet)
      values (${id}, ${className}, ${node}, ${event}, ${at}, ${actor}, ${source}, ${message},
        ${changes && JSON.stringify(changes)}, ${people}, ${addresses}, ${quiet})`,
  )
}

/** Locks it until the transaction ends, so that of two workers with the same job one waits; null when it is gone. */
export async function lockNotification(sql: Sql, id: string): Promise<StoredNotification | null> {
  const [row] = await run<StoredNotification>(sql, part`${notificationSql(id)} for update`)
  return row ?? null
}

export async function readNotification(sql: Sql, id: string): Promise<StoredNotification | null> {
  const [row] = await run<StoredNotification>(sql, notificationSql(id))
  return row ?? null
}

function notificationSql(id: string): Fragment {
  return part`select id, class as "className", node, event, at, actor, source, message, changes, people, addresses, quiet,
    composed_at is not null as "isComposed" from _notification where id = ${id}`
}

export async function markComposed(sql: Sql, id: string): Promise<void> {
  await run(sql, part`update _notification set composed_at = now() where id = ${id}`)
}
