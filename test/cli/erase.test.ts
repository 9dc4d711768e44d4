import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { runMuster } from '../support/muster-process.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'

interface Given extends TrackerForTest {
  readonly name: string
  muster(args: readonly string[], env?: Readonly<Record<string, string>>): ReturnType<typeof runMuster>
  users(): Promise<number>
}

function withErasable(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const given = await openTracker('minimal')
    const users = async (): Promise<number> =>
      (await sql<{ n: number }>`select count(*)::integer as n from "user"`.execute(given.database.sql)).rows[0]!.n
    const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl }
    try {
      await run({
        ...given,
        users,
        name: new URL(given.databaseUrl).pathname.slice(1),
        muster: (args, more = {}) => runMuster(args, { env: { ...env, ...more } }),
      })
    } finally {
      await given.close()
    }
  }
}

test(
  'an erase says what would be gone, and does it when told the name and the number',
  withErasable(async ({ muster, name, users, create }) => {
    await create('user', { username: 'ada' })

    const asked = await muster(['erase'])
    assert.deepEqual([asked.code, asked.out.split('\n').slice(0, 3)], [1, ['status: 3', 'user: 3', 'keyword: 2']])
    assert.match(asked.err, new RegExp(`To do it: muster erase --database ${name} --nodes 8\\n$`))
    for (const [args, refusal] of [
      [['--database', 'other', '--nodes', '8'], `This is the database ${name}, not other`],
      [['--database', name, '--nodes', '7'], `The database ${name} holds 8 nodes, not 7`],
      [['--database', name, '--nodes', 'all'], '--nodes has to be a number'],
    ] as const) {
      const refused = await muster(['erase', ...args])
      assert.equal(refused.code, 1)
      assert.ok(refused.err.startsWith(refusal), refused.err)
    }
    assert.equal(await users(), 3)

    const erased = await muster(['erase', '--database', name, '--nodes', '8'])
    assert.deepEqual([erased.code, erased.out], [0, `The database ${name} is empty: set it up with "muster init".\n`])
    const audit = JSON.parse(erased.err) as Record<string, unknown>
    assert.deepEqual([audit['audit'], audit['database'], audit['nodes'], audit['level']], ['erase', name, 8, 'warn'])
    const again = await muster(['init'])
    assert.deepEqual([again.code, again.out.split('\n')[0]], [0, 'The tracker minimal is set up.'], again.err)
    assert.equal(await users(), 2)
  }),
)

test(
  'what init or migrate saw in production is never erased',
  withErasable(async ({ muster, name, users, database }) => {
    const production = { NODE_ENV: 'production' }
    const args = ['erase', '--database', name, '--nodes', '2']
    assert.match((await muster(args, production)).err, /^Nothing is erased while NODE_ENV is production/)

    assert.equal((await muster(['init'], production)).code, 0)
    const marked = await muster(args)
    assert.equal(marked.code, 1)
    assert.match(marked.err, /^This database is marked as production since \d{4}-.*: delete from _production\n$/)
    assert.equal(await users(), 2)

    await sql`delete from _production`.execute(database.sql)
    assert.equal((await muster(['migrate'], production)).code, 0)
    assert.match((await muster(args)).err, /^This database is marked as production/)

    await sql`delete from _production`.execute(database.sql)
    await sql`create table invoices (id integer)`.execute(database.sql)
    assert.match((await muster(args)).err, /^The schema holds what is not Muster's \(invoices\)/)
    assert.equal(await users(), 2)
  }),
)
