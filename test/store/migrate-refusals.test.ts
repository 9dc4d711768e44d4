import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql as text } from 'kysely'
import { openDatabase } from '../../src/store/database.ts'
import { databaseState, explainState } from '../../src/store/migrate/database-state.ts'
import { initialise, migrate } from '../../src/store/migrate/migrate.ts'
import { integer, link, plainClass, string } from '../../src/tracker.ts'
import { insert, nothingToSeed, summaries, trackerOf, withClasses, withDatabase } from './migrate-database.ts'

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

    await assert.rejects(
      initialise(database, tracker, nothingToSeed),
      /not Muster's \(invoices\): give Muster a database or a schema of its own/,
    )
    await assert.rejects(migrate(database, tracker), /not Muster's/)

    const { rows } = await text`select relname from pg_class where relnamespace = 'public'::regnamespace`.execute(
      database.sql,
    )
    assert.deepEqual(rows, [{ relname: 'invoices' }])
  }),
)

test(
  'a change of type is refused with the way round it, whatever else would be done',
  withClasses({ bug: plainClass({ title: string(), size: integer(), next: link('bug') }) }, async (database) => {
    const other = trackerOf({
      bug: plainClass({ title: string(), size: string(), next: link('user'), extra: string() }),
    })

    await assert.rejects(migrate(database, other), (error: Error) => {
      assert.match(
        error.message,
        /bug\.size was made as integer and can't become string: add a property of another name/,
      )
      assert.match(error.message, /bug\.next links to bug and can't link to user/)
      return true
    })

    const before = trackerOf({ bug: plainClass({ title: string(), size: integer(), next: link('bug') }) })
    assert.deepEqual(await summaries(database, before), [])
  }),
)

test(
  'a new key on values that occur twice is refused, naming the nodes',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    for (const [index, title] of ['Crash', 'Crash', 'Hang', 'Hang'].entries())
      await insert(database, 'bug', { id: index + 1, title, _retired: index === 3 })

    const wanted = trackerOf({ bug: plainClass({ title: string() }, { key: 'title' }) })

    await assert.rejects(migrate(database, wanted), {
      message: `bug.title can't be the key: "Crash" is that of bug1, bug2; change or retire all but one`,
    })
  }),
)

test(
  'a table that Muster did not make is not taken for a class',
  withClasses({}, async (database) => {
    await text`create table bug (id integer)`.execute(database.sql)

    await assert.rejects(
      migrate(database, trackerOf({ bug: plainClass({ title: string() }) })),
      /The table "bug" is there already, and Muster did not make it/,
    )
  }),
)

test(
  'a database of another tracker is not migrated by mistake; a renamed tracker is the same',
  withClasses({ bug: plainClass({ title: string() }) }, async (database) => {
    const other = trackerOf({ task: plainClass({ title: string() }) }, 'other')
    await assert.rejects(
      migrate(database, other),
      /made for the tracker test, and other lacks its bug: check MUSTER_TRACKER/,
    )

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
      database.sql
        .insertInto('_migration')
        .values({ number, name: `${number}-later`, breaking })
        .execute()

    await applied(9998, false)
    assert.equal((await databaseState(database.sql, tracker)).state, 'current')

    await applied(9999, true)
    const state = await databaseState(database.sql, tracker)
    assert.match(explainState(state)!, /migrated by a later release \(9999-later\)/)
    await assert.rejects(migrate(database, tracker), /later release/)
  }),
)
