import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after } from 'node:test'
import pg from 'pg'
import { Operations } from '../../src/operations/operations.ts'
import { seedTracker } from '../../src/operations/seed-tracker.ts'
import type { Actor, ChangeValue } from '../../src/operations/types.ts'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { Tracker, TrackerDefinition } from '../../src/schema/tracker.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import { initialise } from '../../src/store/migrate/migrate.ts'
import type { Designator } from '../../src/values/designator.ts'
import { testServer } from './postgres.ts'

/** The trackers that tests run on: those of the distribution, or a definition of the test's own. */
export type TestTracker =
  | 'minimal'
  | 'classic'
  | 'devel'
  | 'python-dev'
  | { readonly name: string; readonly definition: TrackerDefinition }

export interface TrackerForTest {
  readonly tracker: Tracker
  readonly database: Database
  readonly databaseUrl: string
  readonly operations: Operations
  /** The administrator, and a visitor who is not logged in. */
  readonly admin: Actor
  readonly anonymous: Actor
  /** Makes a user with that name and these roles. */
  person(username: string, roles?: string, values?: Readonly<Record<string, ChangeValue>>): Promise<Actor>
  /** Creates a node as the administrator, or as the actor given. Links may be keys: `{ status: 'open' }`. */
  create(
    className: string,
    values: Readonly<Record<string, ChangeValue | readonly string[]>>,
    actor?: Actor,
  ): Promise<Designator>
  /** Values of one property as they are stored. */
  stored(designator: Designator): Promise<Readonly<Record<string, unknown>>>
}

/** A test on a fresh database of its own, which is dropped afterwards. */
export function withTracker(name: TestTracker, run: (given: TrackerForTest) => Promise<void>): () => Promise<void> {
  return async () => {
    const given = await openTracker(name)
    try {
      await run(given)
    } finally {
      await given.close()
    }
  }
}

/** The same for tests that share one tracker: it is closed when the file's tests are over. */
export async function sharedTracker(name: TestTracker): Promise<TrackerForTest> {
  const given = await openTracker(name)
  after(() => given.close())
  return given
}

/** @param template  A database to clone instead of a tracker as `init` leaves it. */
export async function openTracker(
  name: TestTracker,
  template?: string,
): Promise<TrackerForTest & { close(): Promise<void> }> {
  const tracker = await loadForTest(name)
  const databaseUrl = await newDatabase(template ?? (await templateOf(tracker)))
  const database = openDatabase({ url: databaseUrl, poolSize: 5 })
  const operations = new Operations(database, tracker)
  const admin: Actor = { userId: 1, username: 'admin', roles: ['Admin'], source: 'web', timezone: 'UTC' }
  const anonymous: Actor = { userId: 2, username: 'anonymous', roles: ['Anonymous'], source: 'web', timezone: 'UTC' }

  const create: TrackerForTest['create'] = async (className, values, actor = admin) =>
    operations.create(actor, className, await withIds(operations, className, values))
  return {
    tracker,
    database,
    databaseUrl,
    operations,
    admin,
    anonymous,
    create,
    async person(username, roles = 'User', values = {}) {
      const { id } = await create('user', { username, roles, address: `${username}@muster.example`, ...values })
      return {
        userId: id,
        username,
        roles: roles.split(',').map((role) => role.trim()),
        source: 'web',
        timezone: 'UTC',
      }
    },
    async stored({ className, id }) {
      const { loadNodes } = await import('../../src/store/nodes/load-nodes.ts')
      const [node] = await loadNodes(database.sql, tracker.classes.get(className)!, [id], { computed: true })
      return { ...node!.values, retired: node!.retired, revision: node!.revision }
    },
    async close() {
      await database.close()
      await dropDatabase(databaseUrl)
    },
  }
}

async function withIds(
  operations: Operations,
  className: string,
  values: Readonly<Record<string, ChangeValue | readonly string[]>>,
): Promise<Record<string, ChangeValue>> {
  const schema = operations.classNamed(className)
  const admin: Actor = { userId: 1, username: 'admin', roles: ['Admin'], source: 'web', timezone: 'UTC' }
  const changes: Record<string, ChangeValue> = {}
  for (const [name, value] of Object.entries(values)) {
    const to = schema.properties.get(name)?.to
    const idOf = async (key: unknown): Promise<number> => {
      if (typeof key === 'number') return key
      const id = await operations.lookup(admin, to!, String(key))
      if (id === null) throw new Error(`There is no ${to} "${String(key)}"`)
      return id
    }
    if (to && typeof value === 'string') changes[name] = await idOf(value)
    else if (to && Array.isArray(value)) changes[name] = await Promise.all(value.map(idOf))
    else changes[name] = name === 'content' && typeof value === 'string' ? Buffer.from(value) : (value as ChangeValue)
  }
  return changes
}

export async function loadForTest(name: TestTracker): Promise<Tracker> {
  const { name: label, definition } =
    typeof name === 'string'
      ? {
          name,
          definition: ((await import(`../../trackers/${name}/tracker.ts`)) as { default: TrackerDefinition }).default,
        }
      : name
  const { tracker, faults } = resolveTracker(label, definition)
  if (faults.length > 0) throw new Error(`The tracker ${label} has faults: ${faults.join('; ')}`)
  return tracker
}

/**
 * A database with the tracker as `init` leaves it, made once for all test files of a run: cloning it takes
 * a tenth of making it. Two files that want it at once wait for each other.
 */
async function templateOf(tracker: Tracker): Promise<string> {
  const template = `template_${createHash('sha256').update(fingerprint(tracker)).digest('hex').slice(0, 16)}`
  await asAdministrator(async (client) => {
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [template])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    const making = `${template}_making`
    await client.query(`drop database if exists "${making}"`)
    await client.query(`create database "${making}"`)
    const database = openDatabase({ url: await urlOf(making), poolSize: 2 })
    await initialise(database, tracker, { seed: (sql) => seedTracker(sql, tracker, { adminPassword: null }) })
    await database.close()
    await client.query(`alter database "${making}" rename to "${template}"`)
  })
  return template
}

const migrationsFolder = new URL('../../db/migrations/', import.meta.url)

/** Changes with the tracker and with the code that makes its tables. */
function fingerprint(tracker: Tracker): string {
  const classes = [...tracker.classes.values()].map((schema) => ({
    ...schema,
    properties: [...schema.properties.values()],
  }))
  const migrations = readdirSync(migrationsFolder)
    .sort()
    .map((file) => readFileSync(new URL(file, migrationsFolder), 'utf8'))
  return JSON.stringify([classes, tracker.seed, migrations])
}

/** Clones the template. @returns the new database's URL. */
export async function newDatabase(template = 'template1'): Promise<string> {
  const database = `test_${randomBytes(8).toString('hex')}`
  await asAdministrator((client) => client.query(`create database "${database}" template "${template}"`))
  return urlOf(database)
}

export async function dropDatabase(url: string): Promise<void> {
  const drop = `drop database if exists "${new URL(url).pathname.slice(1)}"`
  await asAdministrator(async (client) => {
    /* Connections that are being closed are waited for: forced, they would fail with nobody there to hear it. */
    await client.query(drop).catch(() => client.query(`${drop} with (force)`))
  })
}

async function urlOf(database: string): Promise<string> {
  const url = new URL((await testServer()).url)
  url.pathname = `/${database}`
  return url.href
}

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: (await testServer()).url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
