import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import type { Actor } from '../../src/operations/types.ts'
import type { MailSink, Misdeed, Phase } from '../support/mail-sink.ts'
import { withMail } from '../support/with-mail.ts'
import type { MailOptions, TrackerWithMail } from '../support/with-mail.ts'

const REFUSAL = { code: 550, text: 'No such mailbox' }
const DELAY = { code: 451, text: 'Try again later' }
const GOODBYE = { code: 421, text: 'Closing down' }

interface Delivered {
  readonly address: string
  readonly state: string
  readonly answer: string
  readonly attempts: number
}

/** What a test of a relay needs besides: retries at once, and what happened so far. */
interface Relaying extends TrackerWithMail {
  readonly logged: readonly string[]
  /** An issue that is told to ada, bo and cy. */
  tell(): Promise<void>
  outbox(): Promise<readonly Delivered[]>
  until(isThere: (found: readonly Delivered[]) => boolean): Promise<readonly Delivered[]>
  idsOf(address: string): Promise<readonly string[]>
}

function withRelay(run: (given: Relaying) => Promise<void>): () => Promise<void> {
  const logged: string[] = []
  const options: MailOptions = {
    silenceMs: 400,
    pollSeconds: 0.5,
    onError: ({ message }) => void logged.push(message),
    onRefused: ({ answer }) => void logged.push(answer),
  }
  return withMail(
    'python-dev',
    async (given) => {
      await given.database.pool.query(
        "update pgboss.queue set retry_delay = 1, retry_backoff = false where name = 'mail'",
      )
      await run(relaying(given, logged))
    },
    options,
  )
}

function relaying(given: TrackerWithMail, logged: readonly string[]): Relaying {
  const { database, operations, person, sink } = given
  const outbox = async (): Promise<readonly Delivered[]> =>
    (await database.pool.query<Delivered>('select address, state, answer, attempts from _delivery order by address'))
      .rows
  let people: readonly [Actor, Actor, Actor] | undefined
  return {
    ...given,
    logged,
    outbox,
    async tell() {
      people ??= [await person('ada'), await person('bo'), await person('cy')]
      const [ada, bo, cy] = people
      await operations.apply(ada, [
        { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from('It leaks.\n') } },
        {
          className: 'issue',
          id: null,
          changes: { title: 'Valve', nosy: [bo.userId!, cy.userId!], messages: [-1] },
        },
      ])
    },
    async until(isThere) {
      let found: readonly Delivered[] = []
      await eventually(
        async () => isThere((found = await outbox())),
        () => JSON.stringify(found),
      )
      return found
    },
    idsOf: async (address) => {
      const to = sink.arrived.filter((mail) => mail.to === address)
      return Promise.all(to.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId!))
    },
  }
}

async function eventually(isThere: () => boolean | Promise<boolean>, seen = (): string => ''): Promise<void> {
  for (let tries = 0; !(await isThere()); tries++) {
    assert.ok(tries < 1_000, `It never came ${seen()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** To bo in this phase, as often as `times` says; all others are served. */
function atBo(sink: MailSink, phase: Phase, misdeed: Misdeed, times = Infinity): void {
  let left = times
  sink.misbehave = (asked, address) => {
    const isMeant = asked === phase && (address === 'bo@muster.example' || phase === 'connect' || phase === 'from')
    if (!isMeant || left === 0) return null
    left -= 1
    return misdeed
  }
}

const stateOf = (found: readonly Delivered[], name: string): Delivered | undefined =>
  found.find(({ address }) => address === `${name}@muster.example`)
const areSent = (found: readonly Delivered[]): boolean =>
  found.length > 1 && found.every(({ state }) => state === 'sent')

const PASSING: readonly Misdeed[] = [DELAY, GOODBYE, 'hang', 'drop']

for (const phase of ['connect', 'from', 'to', 'data'] as const)
  test(
    `a relay that puts off, says goodbye, hangs or drops at ${phase} gets the mail again, under the same id`,
    withRelay(async ({ sink, database, tell, until, idsOf }) => {
      for (const misdeed of PASSING) {
        await database.pool.query('delete from _mail')
        sink.takeAll()
        atBo(sink, phase, misdeed, 1)
        await tell()

        const found = await until(areSent)

        const isAgain = found.some(({ attempts }) => attempts === 2)
        assert.ok(isAgain, `somebody had to wait: ${JSON.stringify(misdeed)}`)
        assert.equal((await idsOf('bo@muster.example')).length, 1)
        assert.deepEqual(await idsOf('bo@muster.example'), await idsOf('cy@muster.example'))
      }
    }),
  )

for (const phase of ['to', 'data'] as const)
  test(
    `a refusal at ${phase} is final and noted at its reader; the others get theirs`,
    withRelay(async ({ sink, tell, emptied, outbox, logged }) => {
      atBo(sink, phase, REFUSAL)
      await tell()
      await emptied()

      const found = await outbox()
      assert.deepEqual(
        { ...stateOf(found, 'bo') },
        { address: 'bo@muster.example', state: 'bounced', answer: '550 No such mailbox', attempts: 1 },
      )
      assert.equal(stateOf(found, 'cy')!.state, 'sent')
      assert.deepEqual(logged, ['550 No such mailbox'])
    }),
  )

for (const phase of ['connect', 'from'] as const)
  test(
    `a relay that refuses us at ${phase} refuses no reader: they get it when that is mended`,
    withRelay(async ({ sink, tell, until, logged }) => {
      atBo(sink, phase, REFUSAL)
      await tell()
      await until((all) => all.length === 3 && all.every(({ attempts }) => attempts > 0))
      await eventually(() => logged.length > 0)
      assert.match(logged[0]!, /^Mail \d+ still has to reach 3 readers: .*550 No such mailbox/)

      sink.misbehave = null
      await until(areSent)
    }),
  )

test(
  'a mail that is put off too often has failed, with what the relay said last, and is kept among the dead',
  withRelay(async ({ sink, tell, until, database }) => {
    await database.pool.query("update pgboss.queue set retry_limit = 1 where name = 'mail'")
    atBo(sink, 'to', DELAY)
    await tell()

    const found = await until((all) => stateOf(all, 'bo')?.state === 'failed')

    assert.equal(stateOf(found, 'bo')!.answer, '451 Try again later')
    assert.equal(stateOf(found, 'bo')!.attempts, 2)
    assert.equal(stateOf(found, 'cy')!.state, 'sent')
    await eventually(async () => {
      const { rows } = await database.pool.query("select data from pgboss.job where name = 'dead'")
      return rows.length === 1
    })
  }),
)

test(
  'who changes an issue notices nothing of a relay that hangs, nor do readers of other mails wait for ever',
  withRelay(async ({ sink, tell, until, operations, admin, stored }) => {
    sink.misbehave = () => 'hang'
    await tell()
    await until((all) => all.length === 3)

    await operations.set(admin, { className: 'issue', id: 1 }, { title: 'Valve leaks' })
    assert.equal((await stored({ className: 'issue', id: 1 }))['title'], 'Valve leaks')

    sink.misbehave = null
    await until(areSent)
  }),
)

test(
  'a relay that is away is not asked again for each of many readers',
  withRelay(async ({ sink, person, create, until }) => {
    const people = []
    for (let index = 0; index < 30; index++) people.push((await person(`reader${index}`)).userId!)
    let asked = 0
    sink.misbehave = (phase) => {
      if (phase === 'connect') asked += 1
      return GOODBYE
    }
    await create('issue', { title: 'Valve', nosy: people })
    await until((all) => all.length >= 30 && all.some(({ attempts }) => attempts > 0))
    const first = asked

    assert.ok(first <= 12, `${first} connections`)
    sink.misbehave = null
    await until(areSent)
  }),
)

test(
  'an address that would be read as two gets nothing, and nobody else does',
  withRelay(async ({ sink, person, create, emptied, outbox, database }) => {
    const bo = await person('bo')
    const cy = await person('cy')
    await database.pool.query(`update "user" set address = 'bo@muster.example, eve@muster.example' where id = $1`, [
      bo.userId,
    ])
    await create('issue', { title: 'Valve', nosy: [bo.userId!, cy.userId!] })
    await emptied()

    assert.deepEqual(
      (await outbox()).map(({ state }) => state),
      ['bounced', 'sent'],
    )
    assert.deepEqual(
      sink.arrived.map(({ to }) => to),
      ['cy@muster.example'],
    )
  }),
)
