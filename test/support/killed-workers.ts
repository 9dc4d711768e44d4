import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { mailSink } from './mail-sink.ts'
import type { MailSink } from './mail-sink.ts'
import { musterMain } from './muster-process.ts'
import { placeOf, emptied, workerFor } from './with-mail.ts'
import { openTracker } from './with-tracker.ts'
import type { TrackerForTest } from './with-tracker.ts'

export interface Killing {
  readonly notifications: number
  readonly kills: number
  readonly patienceMs: number
}

/** What a killed worker had in hand may go out once more: a mail to this many readers, and one whose end it had not stored. */
const IN_HAND = 5

/**
 * Has notifications sent by workers of which one after the other is killed at a random moment, and at last by one that
 * lives.
 *
 * @throws what is wrong with what arrived.
 */
export async function sendDespiteKills({ notifications, kills, patienceMs }: Killing): Promise<void> {
  const given = await openTracker('python-dev')
  const sink = await mailSink()
  try {
    await given.database.pool.query(
      "update pgboss.queue set heartbeat_seconds = 10, retry_delay = 0, retry_backoff = false where name in ('notify', 'mail')",
    )
    const readers = await promise(given, notifications)
    const expected = notifications * readers
    for (let kill = 0; kill < kills; kill++)
      await killOne(given, sink, Math.ceil((expected / (kills + 1)) * Math.random()))
    const survivor = workerFor(given, sink.url, placeOf(given), { pollSeconds: 0.5 })
    try {
      await survivor.start()
      await emptied(given, patienceMs)
    } finally {
      await survivor.stop()
    }
    await check(given, sink, { notifications, readers, kills })
  } finally {
    await sink.stop()
    await given.close()
  }
}

/** @returns how many readers each has. */
async function promise({ operations, person, admin }: TrackerForTest, notifications: number): Promise<number> {
  const people = [await person('ada'), await person('bo'), await person('cy')]
  const nosy = people.map(({ userId }) => userId!)
  for (let index = 0; index < notifications; index++)
    await operations.create(admin, 'issue', { title: `Valve number ${index}`, nosy })
  return people.length
}

/** A worker lives until so many mails have arrived since it began. */
async function killOne({ databaseUrl }: TrackerForTest, sink: MailSink, mails: number): Promise<void> {
  const before = sink.arrived.length
  const worker = startWork({
    MUSTER_TRACKER: 'python-dev',
    MUSTER_DATABASE_URL: databaseUrl,
    MUSTER_MAIL_RELAY: sink.url,
    MUSTER_BASE_URL: 'https://tracker.example/',
  })
  const ended = once(worker, 'exit')
  for (let tries = 0; sink.arrived.length < before + mails; tries++) {
    assert.ok(tries < 6_000 && worker.exitCode === null, `${sink.arrived.length - before} of ${mails} mails came`)
    await sleep(5)
  }
  worker.kill('SIGKILL')
  await ended
}

function startWork(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--conditions=muster-source', musterMain, 'work'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'ignore',
  })
}

async function check(
  { database }: TrackerForTest,
  sink: MailSink,
  {
    notifications,
    readers,
    kills,
  }: { readonly notifications: number; readonly readers: number; readonly kills: number },
): Promise<void> {
  const ids = new Map<string, Set<string>>()
  for (const { to, raw } of sink.arrived) {
    const { subject, messageId } = await PostalMime.parse(raw)
    const key = `${subject} to ${to}`
    ids.set(key, (ids.get(key) ?? new Set()).add(messageId!))
  }
  assert.equal(ids.size, notifications * readers, 'each reader got each')
  for (const [key, all] of ids) assert.equal(all.size, 1, `${key} had one Message-ID: ${[...all].join(' ')}`)
  const twice = sink.arrived.length - ids.size
  assert.ok(twice <= kills * IN_HAND, `${twice} mails came twice after ${kills} kills`)
  const { rows } = await database.pool.query("select state from _delivery where state <> 'sent'")
  assert.deepEqual(rows, [])
}
