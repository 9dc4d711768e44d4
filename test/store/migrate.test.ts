import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql as text } from 'kysely'
import { getRollbackPlans } from 'pg-boss'
import { databaseState, explainState } from '../../src/store/migrate/database-state.ts'
import { initialise, migrate } from '../../src/store/migrate/migrate.ts'
import { boolean, integer, interval, link, multilink, number, plainClass, string } from '../../src/tracker.ts'
import { insert, nothingToSeed, summaries, trackerOf, withClasses } from './migrate-database.ts'

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

    assert.deepEqual(
      done.steps.filter((step) => step.kind === 'add').map((step) => step.summary),
      [
        'add the class state',
        'add bug.state',
        'add bug.spent',
        'add bug._spent_seconds',
        'add the index _bug.state',
        'add the index _bug.title.key',
        'add the index _bug.title.lower',
        'let the database check that bug.state names what is there',
        'add the multilink bug.parts',
      ],
    )
    assert.equal((await databaseState(database.sql, wanted)).state, 'current')
    assert.deepEqual(await summaries(database, wanted), [])
    await insert(database, 'state', { id: 1, name: 'open' })
    await database.sql.updateTable('bug').set({ state: 1 }).where('id', '=', 1).execute()
    await assert.rejects(insert(database, 'bug', { id: 2, title: 'Crash' }), /_bug\.title\.key/)
  }),
)

test(
  'what leaves the schema stays in the database until it is dropped by name',
  withClasses(
    { old: plainClass({ a: string() }), bug: plainClass({ title: string(), size: integer(), olds: multilink('old') }) },
    async (database) => {
      await insert(database, 'bug', { id: 1, title: 'Crash', size: 7 })
      const without = trackerOf({ bug: plainClass({ title: string() }) })

      await migrate(database, without)

      assert.deepEqual(await summaries(database, without), [
        'keep bug.olds, which the schema no longer has (drop it with --drop bug.olds)',
        'keep bug.size, which the schema no longer has (drop it with --drop bug.size)',
        'keep old, which the schema no longer has (drop it with --drop old)',
      ])
      assert.equal((await databaseState(database.sql, without)).state, 'current')
      await assert.rejects(
        migrate(database, without, { drop: ['old'] }),
        /--drop old: bug\.olds links to it; write --drop bug\.olds too/,
      )
      await assert.rejects(migrate(database, without, { drop: ['bug.title'] }), /the schema still has it/)
      await assert.rejects(migrate(database, without, { drop: ['bug.colour'] }), /the database has no such thing/)

      await migrate(database, without, { drop: ['old', 'bug.olds'] })

      const again = trackerOf({ bug: plainClass({ title: string(), size: integer() }) })
      assert.deepEqual(await summaries(database, without), [
        'keep bug.size, which the schema no longer has (drop it with --drop bug.size)',
      ])
      await migrate(database, again)
      assert.deepEqual(await database.sql.selectFrom('bug').select('size').execute(), [{ size: 7 }])
    },
  ),
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
  withClasses({ bug: plainClass({ text: string() }) }, async (database) => {
    await insert(database, 'bug', { id: 1, text: 'A moth in the relay' })
    const indexed = (): Promise<unknown[]> =>
      database.sql.selectFrom('_search_text').select(['class', 'node', 'property']).execute()

    await migrate(database, trackerOf({ bug: plainClass({ text: string({ indexed: true }) }) }))
    assert.deepEqual(await indexed(), [{ class: 'bug', node: 1, property: 'text' }])

    await migrate(database, trackerOf({ bug: plainClass({ text: string() }, { label: 'text' }) }))
    assert.deepEqual(await indexed(), [{ class: 'bug', node: 1, property: 'text' }])

    await migrate(database, trackerOf({ bug: plainClass({ text: string() }) }))
    assert.deepEqual(await indexed(), [])
  }),
)

test(
  'a number keeps its value when it is made double',
  withClasses({ bug: plainClass({ weight: number(), size: integer() }) }, async (database) => {
    await insert(database, 'bug', { id: 1, weight: 0.5, size: 12 })

    await migrate(
      database,
      trackerOf({ bug: plainClass({ weight: number({ double: true }), size: number({ double: true }) }) }),
    )

    assert.deepEqual(await database.sql.selectFrom('bug').select(['weight', 'size']).execute(), [
      { weight: 0.5, size: 12 },
    ])
    await assert.rejects(
      migrate(database, trackerOf({ bug: plainClass({ weight: number(), size: number({ double: true }) }) })),
      /bug\.weight is double precision in the database, and the schema needs real/,
    )
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
  'the schema of the job queue is made by init and brought up to date by migrate',
  withClasses({}, async (database) => {
    const tracker = trackerOf({})
    const version = async (): Promise<unknown> =>
      (await text`select version from pgboss.version`.execute(database.sql)).rows
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
