import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { seedTracker } from '../../src/operations/seed-tracker.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import { databaseState } from '../../src/store/migrate/database-state.ts'
import { initialise } from '../../src/store/migrate/migrate.ts'
import { dropDatabase, loadForTest, newDatabase } from '../support/with-tracker.ts'

interface Given {
  /** As an ordinary role that may only connect, and what the test gives it besides. */
  readonly database: Database
  readonly role: string
  asAdministrator(statement: string): Promise<unknown>
}

/** The address may have the form that a Unix socket needs, which is no URL of a host. */
function urlFor(role: string, url: string): string {
  const other = new URL(url)
  other.username = role
  other.password = 'secret'
  return other.href
}

function withRole(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const role = `muster_${randomBytes(4).toString('hex')}`
    const administrator = new pg.Client({ connectionString: url })
    await administrator.connect()
    await administrator.query(`create role ${role} login password 'secret'; revoke all on schema public from public`)
    const database = openDatabase({ url: urlFor(role, url), poolSize: 2 })
    try {
      await run({ database, role, asAdministrator: (statement) => administrator.query(statement) })
    } finally {
      await database.close()
      await administrator.end()
      await dropDatabase(url)
      await dropRole(role)
    }
  }
}

async function dropRole(role: string): Promise<void> {
  const url = await newDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`drop role ${role}`)
  await client.end()
  await dropDatabase(url)
}

/** Through the queue as it is used at run time: it makes and migrates nothing itself. */
async function sendJob(database: Database): Promise<string | undefined> {
  const db = { executeSql: (statement: string, values?: unknown[]) => database.pool.query(statement, values) }
  const queue = new PgBoss({
    db,
    schema: 'pgboss',
    createSchema: false,
    migrate: false,
    supervise: false,
    schedule: false,
  })
  await queue.start()
  await queue.createQueue('test')
  const id = await queue.send('test', { a: 1 })
  const [job] = await queue.findJobs('test', { id: id! })
  await queue.stop()
  return job?.state
}

test(
  'a role with nothing but CONNECT and its own two schemas sets a tracker up',
  withRole(async ({ database, role, asAdministrator }) => {
    await asAdministrator(`create schema ${role} authorization ${role}; create schema pgboss authorization ${role}`)
    const tracker = await loadForTest('minimal')

    await initialise(database, tracker, { seed: (sql) => seedTracker(sql, tracker, { adminPassword: null }) })

    assert.equal((await databaseState(database.sql, tracker)).state, 'current')
    const { rows } = await database.pool.query(
      'select schemaname from pg_tables where tablename in ($1, $2) order by 1',
      ['issue', 'queue'],
    )
    assert.deepEqual(
      rows.map((row) => row.schemaname),
      [role, 'pgboss'].toSorted(),
    )
    assert.equal(await sendJob(database), 'created')
  }),
)

test(
  'a role that may create schemas makes both itself',
  withRole(async ({ database, role, asAdministrator }) => {
    const { rows } = (await asAdministrator('select current_database()::text as name')) as { rows: { name: string }[] }
    await asAdministrator(`grant create on database "${rows[0]!.name}" to ${role}`)
    const tracker = await loadForTest('minimal')

    assert.equal(await initialise(database, tracker, { seed: async () => {} }), 'made')
    assert.equal(await initialise(database, tracker, { seed: async () => {} }), 'current')
  }),
)

test(
  'a role without schemas is told the statements an administrator has to run',
  withRole(async ({ database, role, asAdministrator }) => {
    const tracker = await loadForTest('minimal')
    const attempt = (): Promise<unknown> => initialise(database, tracker, { seed: async () => {} })

    await assert.rejects(attempt(), {
      code: 'forbidden',
      message: new RegExp(`create schema "${role}" authorization "${role}"`),
    })
    await asAdministrator(`create schema ${role} authorization ${role}`)
    await assert.rejects(attempt(), {
      code: 'forbidden',
      message: new RegExp(`create schema pgboss authorization "${role}"`),
    })
    await asAdministrator(`create schema pgboss`)
    await assert.rejects(attempt(), { code: 'forbidden', message: /pgboss has to belong to Muster's own role/ })

    assert.equal((await databaseState(database.sql, tracker)).state, 'empty')
  }),
)
