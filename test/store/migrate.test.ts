import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql as text } from 'kysely'
import { getRollbackPlans } from 'pg-boss'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { ClassDefinition } from '../../src/schema/class.ts'
import type { Tracker, TrackerDefinition } from '../../src/schema/tracker.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import { databaseState, explainState } from '../../src/store/migrate/database-state.ts'
import { initialise, migrate } from '../../src/store/migrate/migrate.ts'
import { planMigration } from '../../src/store/migrate/plan-migration.ts'
import { printPlan } from '../../src/store/migrate/plan.ts'
import { boolean, integer, interval, link, multilink, number, password, plainClass, string, userClass } from '../../src/tracker.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

const user = userClass({ username: string(), password: password(), address: string(), roles: string() }, { key: 'username' })

/** A tracker with users and these classes. */
function trackerOf(classes: Readonly<Record<string, ClassDefinition>>, name = 'test'): Tracker {
  const definition = { title: 'Test', schema: { classes: { user, ...classes } }, permissions: { roles: [], grants: [] }, seed: {}, detectors: [] }
  const { tracker, faults } = resolveTracker(name, definition as TrackerDefinition)
  assert.deepEqual(faults, [])
  return tracker
}

const nothingToSeed = { seed: async (): Promise<void> => {} }

function withDatabase(run: (database: Database, url: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const database = openDatabase({ url, poolSize: 4 })
    try {
      await run(database, url)
    } finally {
      await database.close()
      await dropDatabase(url)
    }
  }
}

/** On a database that was set up for users and these classes. */
function withClasses(classes: Readonly<Record<string, ClassDefinition>>, run: (database: Database) => Promise<void>): () => Promise<void> {
  return withDatabase(async (database) => {
    await initialise(database, trackerOf(classes), nothingToSeed)
    await run(database)
  })
}

async function insert(database: Database, table: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const now = new Date()
  await database.sql.insertInto(table).values({ creation: now, activity: now, ...values }).execute()
}

async function summaries(database: Database, tracker: Tracker): Promise<readonly string[]> {
  return printPlan(await planMigration(database.sql, tracker))
}

test(
  'an empty database is set up, and set up again nothing happens',
  withDatabase(async (database) => {
    const tracker = trackerOf({ bug: plainClass({ title: string() }) })
    assert.equal((await databaseState(database.sql, tracker)).state, 'empty')

    let seedings = 0
    const seed = async (): Promise<void> => void seedings++
    assert.equal(await initialise(database, tracker, { seed }), 'made')
    assert.equal(await initialise(database, tracker, { seed }), 'current')

    assert.equal(seedings, 1)
    assert.equal((await databaseState(database.sql, tracker)).state, 'current')
    assert.deepEqual(await summaries(database, tracker), [])
  }),
)

test(
  'a seed that fails leaves an empty database, which can be set up afterwards',
  withDatabase(async (database) => {
    const tracker = trackerOf({})
    const seed = (): Promise<void> => Promise.reject(new Error('no such status'))

    await assert.rejects(initialise(database, tracker, { seed }), /no such status/)

    assert.equal((await databaseState(database.sql, tracker)).state, 'empty')
    assert.equal(await initialise(database, tracker, nothingToSeed), 'made')
  }),
)

test(
  'of two that set an empty database up at once, one does it and the other waits',
  withDatabase(async (database, url) => {
    const tracker = trackerOf({ bug: plainClass({ title: string() }) })
    const other = openDatabase({ url, poolSize: 2 })
    let seedings = 0
    const seed = async (): Promise<void> => void seedings++

    const outcomes = await Promise.all([initialise(database, tracker, { seed }), initialise(other, tracker, { seed })])
    await other.close()

    assert.deepEqual(outcomes.toSorted(), ['current', 'made'])
    assert.equal(seedings, 1)
  }),
)

test(
  'a database with tables of others is refused and left alone',
  withDatabase(async (database) => {
    await text`create table invoices (id integer)`.execute(database.sql)
    const tracker = trackerOf({})

    await assert.rejects(initialise(database, tracker, nothingToSeed), /not Muster's \(invoices\): give Muster a database or a schema of its own/)
    await assert.rejects(migrate(database, tracker), /not Muster's/)

    const { rows } = await text`select relname from pg_class where relnamespace = 'public'::regnamespace`.execute(database.sql)
    assert.deepEqual(rows, [{ relname: 'invoices' }])
  }),
)

test(
  'classes, properties, multilinks, keys and reverses are added without a word',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    await insert(database, 'bug', { id: 1, title: 'Crash' })
    const wanted = trackerOf({
      state: plainClass({ name: string() }, { key: 'name' }),
      bug: plainClass(
        { title: string(), state: link('state'), spent: interval(), parts: multilink('bug', { reverse: 'wholes' }) },
        { key: 'title' },
      ),
    })
    const state = await databaseState(database.sql, wanted)
    assert.equal(state.state, 'older')
    assert.match(explainState(state)!, /"muster migrate --plan"/)
    await assert.rejects(initialise(database, wanted, nothingToSeed), /"muster migrate"/)

    const done = await migrate(database, wanted)

    assert.deepEqual(done.steps.filter((step) => step.kind === 'add').map((step) => step.summary), [
      'add the class state',
      'add bug.state',
      'add bug.spent',
      'add bug._spent_seconds',
      'add the index _bug.state',
      'add the index _bug.title.key',
      'add the index _bug.title.lower',
      'let the database check that bug.state names what is there',
      'add the multilink bug.parts',
    ])
    assert.equal((await databaseState(database.sql, wanted)).state, 'current')
    assert.deepEqual(await summaries(database, wanted), [])
    await insert(database, 'state', { id: 1, name: 'open' })
    await database.sql.updateTable('bug').set({ state: 1 }).where('id', '=', 1).execute()
    await assert.rejects(insert(database, 'bug', { id: 2, title: 'Crash' }), /_bug\.title\.key/)
  }),
)

test(
  'what leaves the schema stays in the database until it is dropped by name',
  withClasses({ old: plainClass({ a: string() }), bug: plainClass({ title: string(), size: integer(), olds: multilink('old') }) }, async (database) => {
    await insert(database, 'bug', { id: 1, title: 'Crash', size: 7 })
    const without = trackerOf({ bug: plainClass({ title: string() }) })

    await migrate(database, without)

    assert.deepEqual(await summaries(database, without), [
      'keep bug.olds, which the schema no longer has (drop it with --drop bug.olds)',
      'keep bug.size, which the schema no longer has (drop it with --drop bug.size)',
      'keep old, which the schema no longer has (drop it with --drop old)',
    ])
    assert.equal((await databaseState(database.sql, without)).state, 'current')
    await assert.rejects(migrate(database, without, { drop: ['old'] }), /--drop old: bug\.olds links to it; write --drop bug\.olds too/)
    await assert.rejects(migrate(database, without, { drop: ['bug.title'] }), /the schema still has it/)
    await assert.rejects(migrate(database, without, { drop: ['bug.colour'] }), /the database has no such thing/)

    await migrate(database, without, { drop: ['old', 'bug.olds'] })

    const again = trackerOf({ bug: plainClass({ title: string(), size: integer() }) })
    assert.deepEqual(await summaries(database, without), ['keep bug.size, which the schema no longer has (drop it with --drop bug.size)'])
    await migrate(database, again)
    assert.deepEqual(await database.sql.selectFrom('bug').select('size').execute(), [{ size: 7 }])
  }),
)

test(
  'a change of type is refused with the way round it, whatever else would be done',
  withClasses({ bug: plainClass({ title: string(), size: integer(), next: link('bug') }) }, async (database) => {
    const other = trackerOf({ bug: plainClass({ title: string(), size: string(), next: link('user'), extra: string() }) })

    await assert.rejects(migrate(database, other), (error: Error) => {
      assert.match(error.message, /bug\.size was made as integer and can't become string: add a property of another name/)
      assert.match(error.message, /bug\.next links to bug and can't link to user/)
      return true
    })

    const before = trackerOf({ bug: plainClass({ title: string(), size: integer(), next: link('bug') }) })
    assert.deepEqual(await summaries(database, before), [])
  }),
)

test(
  'options that no table shows are remembered, and serving does not wait for it',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    const wanted = trackerOf({ bug: plainClass({ title: string({ multiline: true, required: true }) }) })
    assert.equal((await databaseState(database.sql, wanted)).state, 'current')
    assert.deepEqual(await summaries(database, wanted), [
      'remember bug.title: multiline unset becomes true',
      'remember bug.title: required unset becomes true',
    ])

    await migrate(database, wanted)

    assert.deepEqual(await summaries(database, wanted), [])
  }),
)

test(
  'texts are indexed again when other properties are searched from now on',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    let reindexings = 0
    const reindex = async (): Promise<void> => void reindexings++
    const wanted = trackerOf({ bug: plainClass({ title: string({ indexed: true }) }) })

    await migrate(database, wanted, { reindex })
    await migrate(database, wanted, { reindex })

    assert.equal(reindexings, 1)
  }),
)

test(
  'a number keeps its value when it is made double',
  withClasses({ bug: plainClass({ weight: number(), size: integer() }) }, async (database) => {
    await insert(database, 'bug', { id: 1, weight: 0.5, size: 12 })

    await migrate(database, trackerOf({ bug: plainClass({ weight: number({ double: true }), size: number({ double: true }) }) }))

    assert.deepEqual(await database.sql.selectFrom('bug').select(['weight', 'size']).execute(), [{ weight: 0.5, size: 12 }])
    await assert.rejects(migrate(database, trackerOf({ bug: plainClass({ weight: number(), size: number({ double: true }) }) })), /bug\.weight is double precision in the database, and the schema needs real/)
  }),
)

test(
  'a new key on values that occur twice is refused, naming the nodes',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    for (const [index, title] of ['Crash', 'Crash', 'Hang', 'Hang'].entries())
      await insert(database, 'bug', { id: index + 1, title, _retired: index === 3 })

    const wanted = trackerOf({ bug: plainClass({ title: string() }, { key: 'title' }) })

    await assert.rejects(migrate(database, wanted), { message: `bug.title can't be the key: "Crash" is that of bug1, bug2; change or retire all but one` })
  }),
)

test(
  'of two that migrate at once, one does it and the other waits',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    const wanted = trackerOf({ bug: plainClass({ title: string(), done: boolean(), parts: multilink('bug') }) })

    const plans = await Promise.all([migrate(database, wanted), migrate(database, wanted)])

    assert.deepEqual(plans.map((plan) => plan.steps.length).toSorted(), [0, 2])
  }),
)

test(
  'what somebody dropped by hand is noticed and made again',
  withClasses({ bug: plainClass({ title: string(), parts: multilink('bug') }) }, async (database) => {
    const tracker = trackerOf({ bug: plainClass({ title: string(), parts: multilink('bug') }) })
    await text`drop table "bug.parts"`.execute(database.sql)
    await text`alter table bug drop column title`.execute(database.sql)
    assert.deepEqual(await summaries(database, tracker), ['add bug.title', 'add the multilink bug.parts'])

    await migrate(database, tracker)

    assert.equal((await databaseState(database.sql, tracker)).state, 'current')
  }),
)

test(
  'a table that Muster did not make is not taken for a class',
  withClasses({}, async (database) => {
    await text`create table bug (id integer)`.execute(database.sql)

    await assert.rejects(migrate(database, trackerOf({ bug: plainClass({ title: string() }) })), /The table "bug" is there already, and Muster did not make it/)
  }),
)

test(
  'a database of another tracker is not migrated by mistake; a renamed tracker is the same',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    const other = trackerOf({ task: plainClass({ title: string() }) }, 'other')
    await assert.rejects(migrate(database, other), /made for the tracker test, and other lacks its bug: check MUSTER_TRACKER/)

    await migrate(database, trackerOf({ bug: plainClass({ title: string() }) }, 'renamed'))
    await migrate(database, other, { drop: ['bug'] })
    assert.equal((await databaseState(database.sql, other)).state, 'current')
  }),
)

test(
  'a later release may have added compatible tables, but not breaking ones',
  withClasses({}, async (database) => {
    const tracker = trackerOf({})
    const applied = (number: number, breaking: boolean): Promise<unknown> =>
      database.sql.insertInto('_migration').values({ number, name: `${number}-later`, breaking }).execute()

    await applied(9998, false)
    assert.equal((await databaseState(database.sql, tracker)).state, 'current')

    await applied(9999, true)
    const state = await databaseState(database.sql, tracker)
    assert.match(explainState(state)!, /migrated by a later release \(9999-later\)/)
    await assert.rejects(migrate(database, tracker), /later release/)
  }),
)

test(
  'the schema of the job queue is made by init and brought up to date by migrate',
  withClasses({}, async (database) => {
    const tracker = trackerOf({})
    const version = async (): Promise<unknown> => (await text`select version from pgboss.version`.execute(database.sql)).rows
    const newest = await version()
    await database.pool.query(getRollbackPlans('pgboss'))
    assert.notDeepEqual(await version(), newest)
    assert.equal((await databaseState(database.sql, tracker)).state, 'older')
    assert.deepEqual(await summaries(database, tracker), ['bring the schema of the job queue up to date'])

    await migrate(database, tracker)

    assert.deepEqual(await version(), newest)
    assert.equal((await databaseState(database.sql, tracker)).state, 'current')
  }),
)
