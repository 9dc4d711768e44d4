import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../src/cli/run.ts'
import { enqueue } from '../../src/store/outbox/job-queue.ts'
import { storeMail } from '../../src/store/outbox/mails.ts'
import type { Recipient } from '../../src/store/outbox/mails.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
const { sql, pool } = given.database

async function outbox(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const code = await run(['outbox', ...argv], {
    out: (line) => void (texts.out += `${line}\n`),
    err: (line) => void (texts.err += `${line}\n`),
    isTerminal: false,
    env: { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl },
  })
  return { code, ...texts }
}

/** A mail about an issue to these names, by whose states its deliveries are made. */
async function mail(subject: string, states: Readonly<Record<string, string>>, issue = 1, holdsSecret = false) {
  const id = await storeMail(sql, {
    kind: 'change',
    messageId: `<${subject}@muster.example>`,
    about: { className: 'issue', id: issue },
    subject,
    content: {
      headers: [['In-Reply-To', '<first@muster.example>']],
      fromName: 'Ada',
      text: 'Key: 4711\n',
      html: null,
      attachments: [],
    },
    holdsSecret,
    recipients: Object.keys(states).map((name): Recipient => ({
      userId: null,
      address: `${name}@muster.example`,
      reason: 'nosy',
      because: null,
      state: 'waiting',
    })),
  })
  for (const [name, state] of Object.entries(states))
    await pool.query('update _delivery set state = $1, answer = $2, attempts = 1 where mail = $3 and address = $4', [
      state,
      `said ${state}\u001b[2J`,
      id,
      `${name}@muster.example`,
    ])
  const { rows } = await pool.query<{ id: number }>('select id from _delivery where mail = $1 order by id', [id])
  return { id, deliveries: rows.map((row) => String(row.id)) }
}

const waitingJobs = async (): Promise<readonly unknown[]> =>
  (await pool.query("select data from pgboss.job where name = 'mail' and state = 'created'")).rows.map(
    ({ data }) => data,
  )
const stateOf = async (id: string): Promise<string> =>
  (await pool.query<{ state: string }>('select state from _delivery where id = $1', [id])).rows[0]!.state

test('the outbox lists what was sent and what was not, with the reason, and by state and issue', async () => {
  await mail('Valve leaks', { ada: 'sent', bo: 'bounced' })
  await mail('Pump hums', { ada: 'failed' }, 2)

  const { code, out } = await outbox()
  assert.equal(code, 0)
  assert.match(out, /^\d+ +bounced +\S+ +bo@muster\.example +Valve leaks\n +1 try: said bounced \[2J$/m)
  assert.ok(!out.includes('\u001b'), 'an answer does not talk to the terminal')

  assert.doesNotMatch((await outbox('--state', 'failed', '--state', 'bounced')).out, /ada@muster\.example +Valve/)
  assert.doesNotMatch((await outbox('--issue', '2')).out, /Valve/)
  const listed = JSON.parse((await outbox('--issue', 'issue2', '--json')).out) as readonly { state: string }[]
  assert.deepEqual(
    listed.map(({ state }) => state),
    ['failed'],
  )

  const refused = await outbox('--state', 'lost')
  assert.equal(refused.code, 1)
  assert.match(refused.err, /There is no state "lost": there are waiting, held/)
  assert.match((await outbox('burn')).err, /no action "burn" of the outbox: there are list, show, retry/)
})

test('one is shown with its readers, headers and text; never a text that holds a secret', async () => {
  const open = await mail('Shown', { ada: 'sent', bo: 'waiting' })
  const { out } = await outbox('show', open.deliveries[0]!)
  for (const line of ['Subject: Shown', 'In-Reply-To: <first@muster.example>', 'Key: 4711'])
    assert.ok(out.split('\n').includes(line), line)
  assert.match(out, /^\d+ waiting bo@muster\.example/m)

  const secret = await mail('Secret', { ada: 'waiting' }, 1, true)
  for (const format of [[], ['--json']])
    assert.doesNotMatch((await outbox('show', secret.deliveries[0]!, ...format)).out, /4711/)
  assert.match((await outbox('show', '99999')).err, /There is no delivery 99999/)
})

test('what did not arrive is sent again; what did, or has no text any more, is not', async () => {
  const { id, deliveries } = await mail('Again', { ada: 'sent', bo: 'bounced', cy: 'kept' })
  await pool.query("delete from pgboss.job where name = 'mail'")
  const [sent, bounced, kept] = deliveries

  const { code, out, err } = await outbox('retry', ...deliveries)
  assert.equal(code, 1)
  assert.equal(out, `will be tried now: ${bounced}, ${kept}\n`)
  assert.match(err, new RegExp(`^${sent} can't be sent again`))
  assert.deepEqual(await waitingJobs(), [{ mail: id }])

  const forgotten = await mail('Forgotten', { ada: 'failed' })
  await pool.query('update _mail set content = null where id = $1', [forgotten.id])
  assert.equal((await outbox('retry', forgotten.deliveries[0]!)).code, 1)
  assert.equal(await stateOf(forgotten.deliveries[0]!), 'failed')
})

test('a mail that was cancelled is not sent', async () => {
  const { deliveries } = await mail('Cancelled', { ada: 'waiting', bo: 'sent' })

  assert.equal((await outbox('cancel', deliveries[0]!)).out, `cancelled: ${deliveries[0]}\n`)
  assert.equal(await stateOf(deliveries[0]!), 'cancelled')
  assert.match((await outbox('cancel', deliveries[1]!)).err, /can't be cancelled/)
  assert.match((await outbox('cancel')).err, /Which ones\?/)
})

test('all that wait or failed are sent again, and jobs that were given up are done again', async () => {
  const { deliveries } = await mail('All', { ada: 'failed', bo: 'bounced' })
  await enqueue(sql, 'notify', [{ notification: 'd27d9d1c-7b3a-4d6e-9c39-1d3c3f5e2a10' }])
  await pool.query(
    `insert into pgboss.job (name, data, source_name, source_output)
     select 'dead', data, 'notify', '{"message": "It broke"}' from pgboss.job where name = 'notify'`,
  )
  await pool.query("delete from pgboss.job where name = 'notify'")
  assert.match((await outbox('dead')).out, /^\S+ notify \S+ \{"notification":"d27d9d1c.*It broke$/m)

  const { code, out } = await outbox('retry', '--all')

  assert.equal(code, 0)
  assert.match(out, /^\d+ deliveries will be tried now, 1 jobs done again$/m)
  assert.deepEqual([await stateOf(deliveries[0]!), await stateOf(deliveries[1]!)], ['waiting', 'bounced'])
  assert.equal((await outbox('dead')).out, '')
  const { rows } = await pool.query("select 1 from pgboss.job where name = 'notify' and state = 'created'")
  assert.equal(rows.length, 1)
})
