import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { runMuster } from '../support/muster-process.ts'
import type { Finished } from '../support/muster-process.ts'
import { serveMuster } from '../support/serve-muster.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

/** What an init Job may meet, and what it has to do: run twice, at once, and with its stdin closed (as all runs here are). */
const STATES: Readonly<
  Record<string, { readonly made: readonly string[]; readonly code: number; readonly says: RegExp }>
> = {
  'without rights': { made: ['revoke'], code: 1, says: /has no schema in the database \S+ that it may make tables in/ },
  'that is empty': { made: [], code: 0, says: /is set up/ },
  'that is current': { made: ['init'], code: 0, says: /is set up already/ },
  'that is older': {
    made: ['init', 'alter table issue drop column title cascade'],
    code: 0,
    says: /add issue\.title|is set up already/,
  },
  'of a later release': {
    made: ['init', "insert into _migration (number, name, breaking) values (9000, '9000-x', true)"],
    code: 1,
    says: /was migrated by a later release \(9000-x\)/,
  },
  'of another application': {
    made: ['create table invoices (id integer)', 'insert into invoices values (1)'],
    code: 1,
    says: /holds tables that are not Muster's \(invoices\)/,
  },
}

interface Given {
  query(statement: string): Promise<Record<string, unknown>[]>
  muster(...args: readonly string[]): Promise<Finished>
  readonly env: Readonly<Record<string, string>>
  /** Rows of every table. */
  rows(): Promise<Readonly<Record<string, number>>>
}

/** A role that owns two schemas of the database, and may do nothing else in it. */
function withOwnSchemas(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const role = `init_${randomBytes(4).toString('hex')}`
    const administrator = new pg.Client({ connectionString: url })
    await administrator.connect()
    await administrator.query(
      `create role ${role} login; revoke all on schema public from public;
       create schema ${role} authorization ${role}; create schema pgboss authorization ${role}`,
    )
    const own = Object.assign(new URL(url), { username: role }).href
    const client = new pg.Client({ connectionString: own })
    await client.connect()
    const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: own, MUSTER_ADMIN_PASSWORD: 'correct horse' }
    const query: Given['query'] = async (statement) =>
      statement === 'revoke'
        ? (await administrator.query(`drop schema ${role}`)).rows
        : (await client.query(statement)).rows
    try {
      await run({
        env,
        query,
        muster: (...args) => runMuster(args, { env }),
        rows: async () => {
          const tables = await query(
            'select tablename as name from pg_tables where schemaname = current_schema() order by 1',
          )
          const counts: Record<string, number> = {}
          for (const { name } of tables)
            counts[String(name)] = Number((await query(`select count(*) as n from "${String(name)}"`))[0]!['n'])
          return counts
        },
      })
    } finally {
      await client.end()
      await administrator.end()
      await dropDatabase(url)
      const cleaner = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href })
      await cleaner.connect()
      await cleaner.query(`drop role ${role}`)
      await cleaner.end()
    }
  }
}

for (const [name, { made, code, says }] of Object.entries(STATES))
  test(
    `init --migrate on a database ${name}: the same again and at once, as a role that owns its schemas only`,
    withOwnSchemas(async ({ muster, query, rows }) => {
      for (const step of made) await (step === 'init' ? muster('init') : query(step))

      const both = await Promise.all([muster('init', '--migrate'), muster('init', '--migrate')])
      const after = await rows()
      const again = await muster('init', '--migrate')

      for (const outcome of [...both, again]) {
        assert.equal(outcome.code, code, outcome.err)
        assert.match(outcome.out + outcome.err, says)
      }
      assert.deepEqual(await rows(), after, 'and the third changes nothing')
    }),
  )

test(
  'ten restarts with every variable set leave every row as it is',
  withOwnSchemas(async ({ muster, rows, env }) => {
    assert.equal((await muster('init')).code, 0)
    const before = await rows()
    for (let restart = 0; restart < 10; restart++) {
      const served = await serveMuster({ ...env, MUSTER_DEMO: 'no', MUSTER_SCHEMA_WAIT: '5', MUSTER_LOG_LEVEL: 'warn' })
      await served.until('/healthz/ready', 200)
      assert.equal(await served.stop(), 0, served.output.err)
    }
    assert.deepEqual(await rows(), before)
  }),
)
