import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Io } from '../../src/cli/command.ts'
import { prepareTracker } from '../../src/cli/prepare-tracker.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import type { Demo } from '../../src/schema/demo.ts'
import type { Tracker } from '../../src/schema/tracker.ts'
import { verifyPassword } from '../../src/values/password.ts'
import { dropDatabase, loadForTest, newDatabase } from '../support/with-tracker.ts'

interface Given {
  readonly database: Database
  readonly said: string[]
  prepare(tracker: Tracker, isEmbedded: boolean, env?: Readonly<Record<string, string>>): Promise<void>
}

function withDatabase(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const database = openDatabase({ url, poolSize: 2 })
    const said: string[] = []
    const io: Io = {
      out: (line) => void said.push(line),
      err: (line) => void said.push(line),
      isTerminal: false,
      env: {},
    }
    try {
      await run({
        database,
        said,
        prepare: (tracker, isEmbedded, env = {}) =>
          prepareTracker({ config: loadConfig(env), tracker, database, isEmbedded }, io),
      })
    } finally {
      await database.close()
      await dropDatabase(url)
    }
  }
}

const demo: Demo = {
  people: [{ username: 'grace', realname: 'Grace', roles: 'User', password: 'pass' }],
  stories: [{ title: 'A moth in the relay', by: 'grace', at: '2024-03-01T09:00:00Z', text: 'See the photograph.' }],
}

async function adminPassword(database: Database): Promise<string | null> {
  const [admin] = await database.sql.selectFrom('user').select('password').where('id', '=', 1).execute()
  return admin!['password'] as string | null
}

test(
  'a private database is set up, with a password that is said once',
  withDatabase(async ({ database, said, prepare }) => {
    const tracker = await loadForTest('minimal')
    await prepare(tracker, true)

    const password = /with the password (\S+) /.exec(said.join('\n'))![1]!
    assert.ok(await verifyPassword((await adminPassword(database))!, password))
    said.length = 0
    await prepare(tracker, true)
    assert.deepEqual(said, [])
  }),
)

test(
  'a private database gets the demo that the tracker brings, where it is wanted',
  withDatabase(async ({ database, said, prepare }) => {
    const tracker: Tracker = { ...(await loadForTest('minimal')), demo: async () => demo }
    await prepare(tracker, true, { MUSTER_DEMO: 'auto' })

    assert.equal(said.at(-1), 'The tracker minimal is set up with demo data.')
    assert.ok(await verifyPassword((await adminPassword(database))!, 'pass'))
    const issues = await database.sql.selectFrom('issue').select('title').execute()
    assert.deepEqual(issues, [{ title: 'A moth in the relay' }])
  }),
)

test(
  'a private database follows the schema; one with an address has to be migrated by its owner',
  withDatabase(async ({ said, prepare }) => {
    const minimal = await loadForTest('minimal')
    const wider: Tracker = { ...(await loadForTest('classic')), name: 'minimal' }
    await prepare(minimal, true)
    said.length = 0

    await assert.rejects(prepare(wider, false), { code: 'rejected', message: /"muster migrate"/ })
    await prepare(wider, true)

    assert.ok(said.includes('add the class priority'), said.join('\n'))
    await prepare(wider, false)
  }),
)

test(
  'an empty database with an address is not set up by serving',
  withDatabase(async ({ database, prepare }) => {
    await assert.rejects(prepare(await loadForTest('minimal'), false), { message: /"muster init"/ })

    assert.deepEqual((await database.pool.query("select from pg_tables where schemaname = 'public'")).rows, [])
  }),
)
