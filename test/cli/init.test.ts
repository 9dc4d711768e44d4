import assert from 'node:assert/strict'
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { verifyPassword } from '../../src/values/password.ts'
import { runMuster } from '../support/muster-process.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

interface Given {
  readonly url: string
  query(statement: string): Promise<Record<string, unknown>[]>
  muster(args: readonly string[], env?: Readonly<Record<string, string>>): ReturnType<typeof runMuster>
}

function withDatabase(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await run({
        url,
        query: async (statement) => (await client.query(statement)).rows,
        muster: (args, env = {}) =>
          runMuster(args, { env: { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: url, ...env } }),
      })
    } finally {
      await client.end()
      await dropDatabase(url)
    }
  }
}

test(
  'a database that exists, but is empty, is set up; set up again, nothing changes',
  withDatabase(async ({ muster, query }) => {
    const first = await muster(['init'], { MUSTER_ADMIN_PASSWORD: 'correct horse' })
    const second = await muster(['init'], { MUSTER_ADMIN_PASSWORD: 'another one' })

    assert.deepEqual([first.code, second.code], [0, 0], first.err + second.err)
    assert.match(first.out, /The tracker minimal is set up\./)
    assert.match(second.out, /is set up already\./)
    assert.doesNotMatch(first.out + first.err, /correct horse/)
    const users = await query('select id, username, roles, password from "user" order by id')
    assert.deepEqual(
      users.map(({ id, username, roles }) => [id, username, roles]),
      [
        [1, 'admin', 'Admin'],
        [2, 'anonymous', 'Anonymous'],
      ],
    )
    assert.ok(await verifyPassword(users[0]!['password'] as string, 'correct horse'))
  }),
)

test(
  'without MUSTER_ADMIN_PASSWORD nobody can log in until init gets one, which it gives only once',
  withDatabase(async ({ muster, query }) => {
    const first = await muster(['init'])
    assert.match(first.out, /has no password yet: run "muster init" again with MUSTER_ADMIN_PASSWORD/)
    assert.deepEqual(await query('select password from "user" where id = 1'), [{ password: null }])

    const second = await muster(['init'], { MUSTER_ADMIN_PASSWORD: 'correct horse' })
    assert.match(second.out, /the user admin has the password of MUSTER_ADMIN_PASSWORD now/)
    await muster(['init'], { MUSTER_ADMIN_PASSWORD: 'another one' })

    const [admin] = await query('select password from "user" where id = 1')
    assert.ok(await verifyPassword(admin!['password'] as string, 'correct horse'))
  }),
)

test(
  'two processes that set the same database up at once both succeed',
  withDatabase(async ({ muster, query }) => {
    const both = await Promise.all([muster(['init']), muster(['init'])])

    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
      both.map(({ err }) => err).join(''),
    )
    assert.deepEqual(await query('select count(*)::int as users from "user"'), [{ users: 2 }])
  }),
)

test(
  'tables of others are refused and not touched',
  withDatabase(async ({ muster, query }) => {
    await query('create table invoices (id integer)')

    const { code, out, err } = await muster(['init'])

    assert.deepEqual([code, out], [1, ''])
    assert.equal(
      err,
      "The database holds tables that are not Muster's (invoices): give Muster a database or a schema of its own\n",
    )
    assert.deepEqual(await query("select tablename from pg_tables where schemaname = 'public'"), [
      { tablename: 'invoices' },
    ])
  }),
)

test(
  'a database of an older schema is refused with the command to run',
  withDatabase(async ({ muster }) => {
    await muster(['init'])

    const { code, err } = await muster(['init'], { MUSTER_TRACKER: 'classic' })

    assert.equal(code, 1)
    assert.match(err, /"muster migrate"|MUSTER_TRACKER/)
  }),
)

test('a database that cannot be reached is one sentence, without the password', async () => {
  const { code, err } = await runMuster(['init'], {
    env: { MUSTER_DATABASE_URL: 'postgres://muster:secret@127.0.0.1:1/muster' },
  })

  assert.equal(code, 1)
  assert.match(err, /^There is no PostgreSQL to be reached at postgres:\/\/muster@127\.0\.0\.1:1\/muster \(.*\)\n$/)
})

test(
  'a database that does not exist is one sentence',
  withDatabase(async ({ muster, url }) => {
    const other = new URL(url)
    other.pathname = '/nonesuch'

    const { code, err } = await muster(['init'], { MUSTER_DATABASE_URL: other.href })

    assert.equal(code, 1)
    assert.match(err, /has no such database: let an administrator run create database/)
  }),
)

test('without a database Muster makes its own, prints a password once, and finds it again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-init-'))
  // Started as root, PostgreSQL runs as somebody else, who has to be able to enter.
  await chmod(folder, 0o711)
  const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATA_DIR: join(folder, 'data') }
  try {
    const first = await runMuster(['init'], { env })
    const second = await runMuster(['init'], { env })
    const plan = await runMuster(['migrate', '--plan'], { env })

    assert.deepEqual([first.code, second.code, plan.code], [0, 0, 0], first.err + second.err + plan.err)
    assert.match(first.out, /Log in as admin with the password [\w-]{16} \(it is not shown again\)/)
    assert.doesNotMatch(second.out, /password/)
    assert.match(plan.out, /There is nothing to do/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
