import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import type { Actor } from '../../src/operations/types.ts'
import { enqueue } from '../../src/store/outbox/job-queue.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

const TUESDAY = new Date('2026-11-24T07:00:00Z')
const MONDAY = new Date('2026-11-23T07:00:00Z')

const sending = ({ database, operations, place }: TrackerWithMail) => ({ database, operations, place })

async function states({ database }: TrackerWithMail, { userId }: Actor): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ state: string }>(
    `select d.state from _delivery d join _mail m on m.id = d.mail where d.user_id = $1 and m.kind = 'change' order by d.id`,
    [userId],
  )
  return rows.map(({ state }) => state)
}

/** What arrived, parsed. */
async function arrived({ sink, emptied }: TrackerWithMail) {
  await emptied()
  return Promise.all(sink.takeAll().map(async ({ to, raw }) => ({ to, mail: await PostalMime.parse(raw) })))
}

/** An issue with bo on its nosy list, and two things said of it; nothing is mailed at once. */
async function changes(given: TrackerWithMail, told: string) {
  const { operations, person } = given
  const [ada, bo] = [await person('ada', 'User', { realname: 'Ada Lindqvist' }), await person('bo')]
  await operations.mailPreferences.set(ada, ada.userId!, { told: 'none', own: null })
  await operations.mailPreferences.set(bo, bo.userId!, { told, own: null })
  const say = async (issue: number | null, title: string, text: string, messages: readonly number[] = []) => {
    const [message, applied] = await operations.apply(ada, [
      { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from(text) } },
      { className: 'issue', id: issue, changes: { title, nosy: [bo.userId!], messages: [...messages, -1] } },
    ])
    return { issue: applied!.designator, message: message!.designator }
  }
  const first = await say(null, 'Valve leaks', 'It leaks.')
  const other = await say(null, 'Pump rattles', 'One\nTwo\nThree\nFour\nFive\nSix\nSeven\n')
  await say(first.issue.id, 'Valve leaks at the top', '> It leaks.\n\nAt the top.', [first.message.id])
  await given.emptied()
  return { ada, bo, first, other }
}

test(
  'a digest holds what was held, by issue, the newest first, and nobody gets it twice',
  withMail('python-dev', async (given) => {
    const { bo } = await changes(given, 'daily')
    assert.deepEqual(await arrived(given), [])
    await Promise.all([sendDigests(sending(given), TUESDAY), sendDigests(sending(given), TUESDAY)])
    await sendDigests(sending(given), TUESDAY)

    const mails = await arrived(given)
    assert.deepEqual(
      mails.map(({ to, mail }) => [to, mail.subject]),
      [['bo@muster.example', '[Python tracker] 3 changes of 2 issues']],
    )
    const text = mails[0]!.mail.text!
    assert.match(text, /^issue1: Valve leaks at the top\n=+\nhttps:\/\/tracker\.example\/issue1\n/)
    assert.match(
      text,
      /Ada Lindqvist, \d{4}-\d\d-\d\d \d\d:\d\d UTC https:\/\/tracker\.example\/issue1#msg3\nAt the top\./,
    )
    assert.match(text, /title: Valve leaks -> Valve leaks at the top/)
    assert.ok(text.indexOf('At the top.') < text.indexOf('It leaks.'), 'the newest first')
    assert.ok(text.indexOf('It leaks.') < text.indexOf('issue2: Pump rattles'), 'by issue')
    assert.match(text, /Six\n…/)
    assert.doesNotMatch(text, /Seven|> It leaks/)
    assert.match(text, /You get this because you asked for one mail with all changes/)
    assert.deepEqual(await states(given, bo), ['sent', 'sent', 'sent'])
  }),
)

test(
  'a weekly digest comes on Mondays, and as soon as one was missed',
  withMail('python-dev', async (given) => {
    const { bo } = await changes(given, 'weekly')
    const { pool } = given.database
    const on = (day: number): Promise<void> => sendDigests(sending(given), new Date(Date.UTC(2026, 10, day, 7)))
    await pool.query(`update _mail set made_at = '2026-11-18T12:00Z'`)
    await on(22)
    assert.deepEqual(await states(given, bo), ['held', 'held', 'held'])
    await on(23)
    assert.equal((await arrived(given)).length, 1, 'on Monday')

    await pool.query(
      `update _delivery d set state = 'held' from _mail m where m.id = d.mail and m.kind = 'change' and d.user_id = $1`,
      [bo.userId],
    )
    await on(24)
    assert.equal((await arrived(given)).length, 0)
    await on(26)
    assert.equal((await arrived(given)).length, 1, 'after more than a week')
  }),
)

test(
  'a digest leaves out what its reader may not read by then, has muted, or has no right to any more',
  withMail('python-dev', async (given) => {
    const { operations, admin } = given
    const { bo, first, other } = await changes(given, 'daily')
    await operations.mailPreferences.mute(bo, bo.userId!, other.issue)
    await operations.retire(admin, first.message)
    await sendDigests(sending(given), TUESDAY)
    const [{ mail }] = (await arrived(given)) as [Awaited<ReturnType<typeof arrived>>[number]]
    assert.equal(mail.subject, '[Python tracker] 1 change of 1 issue')
    assert.match(mail.text!, /At the top/)
    assert.doesNotMatch(mail.text!, /It leaks|Pump/)
    assert.deepEqual(await states(given, bo), ['cancelled', 'cancelled', 'sent'])
  }),
)

test(
  'who has lost every right, their address or their wish to be told gets no digest',
  withMail('python-dev', async (given) => {
    const { operations, admin } = given
    const { bo } = await changes(given, 'daily')
    const again = `update _delivery d set state = 'held' from _mail m where m.id = d.mail and m.kind = 'change'`
    const user = { className: 'user', id: bo.userId! }
    const refusals = [
      () => operations.mailPreferences.set(bo, bo.userId!, { told: 'none', own: null }),
      async () => {
        await operations.mailPreferences.set(bo, bo.userId!, { told: 'daily', own: null })
        await operations.set(admin, user, { address: null })
      },
      () => operations.set(admin, user, { address: 'bo@muster.example', roles: '' }),
    ]
    for (const refuse of refusals) {
      await given.database.pool.query(again)
      await refuse()
      await sendDigests(sending(given), TUESDAY)
      const { rows: digests } = await given.database.pool.query(`select from _mail where kind = 'digest'`)
      assert.equal(digests.length, 0)
      assert.deepEqual(await states(given, bo), ['cancelled', 'cancelled', 'cancelled'])
    }
  }),
)

test(
  'a subscription told once a day is in the digest of who hears of the rest at once, until it is ended',
  withMail('python-dev', async (given) => {
    const { operations, person } = given
    const { mailPreferences } = operations
    const [ada, cy] = [await person('ada'), await person('cy')]
    await mailPreferences.set(ada, ada.userId!, { told: 'none', own: null })
    const component = await mailPreferences.named(cy, 'component', 'asyncio')
    const report = () => operations.create(ada, 'issue', { title: 'Loop stops', components: [component.id] })
    await mailPreferences.follow(cy, cy.userId!, component, 'daily')
    await report()
    await given.emptied()
    await sendDigests(sending(given), TUESDAY)
    assert.deepEqual(
      (await arrived(given)).map(({ to }) => to),
      ['cy@muster.example'],
    )
    await report()
    await given.emptied()
    await mailPreferences.unfollow(cy, cy.userId!, component)
    await sendDigests(sending(given), MONDAY)
    assert.deepEqual(await states(given, cy), ['sent', 'cancelled'])
  }),
)

test(
  'the worker makes digests every day at seven, and when it is told to',
  withMail('python-dev', async (given) => {
    const { database } = given
    const { rows } = await database.pool.query(
      `select name, cron, timezone from pgboss.schedule where name = 'digests'`,
    )
    assert.deepEqual(rows, [{ name: 'digests', cron: '0 7 * * *', timezone: 'UTC' }])
    await changes(given, 'daily')
    await enqueue(database.sql, 'digests', [{}])
    const end = Date.now() + 20_000
    while (given.sink.arrived.length === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal((await arrived(given)).length, 1)
  }),
)

test(
  'a tracker that sends nothing outward keeps its digests',
  withMail(
    'python-dev',
    async (given) => {
      const { bo } = await changes(given, 'daily')
      await sendDigests(sending(given), TUESDAY)
      const { rows } = await given.database.pool.query(
        `select d.state, d.reason from _delivery d join _mail m on m.id = d.mail where m.kind = 'digest'`,
      )
      assert.deepEqual(rows, [{ state: 'kept', reason: 'digest' }])
      assert.deepEqual(await states(given, bo), ['kept', 'kept', 'kept'])
      assert.deepEqual(await arrived(given), [])
    },
    { place: { keeps: true } },
  ),
)
