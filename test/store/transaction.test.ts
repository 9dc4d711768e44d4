import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql as text } from 'kysely'
import { openDatabase } from '../../src/store/database.ts'
import type { Sql } from '../../src/store/database.ts'
import { countStatements } from '../support/count-statements.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const { database, databaseUrl } = await sharedTracker('minimal')
await text`create table counted (number integer unique)`.execute(database.sql)

const insert = (sql: Sql, number: number): Promise<unknown> =>
  text`insert into counted (number) values (${number})`.execute(sql)
const numbers = async (): Promise<readonly number[]> => {
  const { rows } = await text<{ number: number }>`select number from counted order by number`.execute(database.sql)
  return rows.map(({ number }) => number)
}

test('what nobody waited for is written with the commit', async () => {
  await database.transaction(async (sql) => {
    void insert(sql, 1)
    void insert(sql, 2)
  })
  assert.deepEqual(await numbers(), [1, 2])
})

test('one of these that fails fails the transaction, and nothing of it stays', async () => {
  await assert.rejects(
    database.transaction(async (sql) => {
      void insert(sql, 3)
      insert(sql, 1).catch(() => undefined)
      void insert(sql, 4).catch(() => undefined)
    }),
    { code: '23505' },
  )
  assert.deepEqual(await numbers(), [1, 2])
})

test('a failure that was caught still ends the transaction', async () => {
  await assert.rejects(
    database.transaction(async (sql) => {
      await insert(sql, 5)
      await insert(sql, 1).catch(() => undefined)
    }),
    { code: '23505' },
  )
  assert.deepEqual(await numbers(), [1, 2])
})

test('statements asked at once are answered each with its own rows', async () => {
  const answers = await database.transaction((sql) =>
    Promise.all([1, 2, 3].map((number) => text<{ number: number }>`select ${number}::integer as number`.execute(sql))),
  )
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]!.number),
    [1, 2, 3],
  )
})

test('a transaction that asks nothing costs nothing, and one that gives up leaves its connection usable', async () => {
  const counted = countStatements()
  await database.transaction(async () => undefined)
  assert.equal(counted(), 0)
  await assert.rejects(
    database.transaction(async (sql) => {
      void insert(sql, 6)
      throw new Error('changed its mind')
    }),
    /changed its mind/,
  )
  await database.transaction(async (sql) => void (await insert(sql, 7)))
  assert.deepEqual(await numbers(), [1, 2, 7])
})

test('closing ends connections that only transactions used', async () => {
  const other = openDatabase({ url: databaseUrl, poolSize: 2, applicationName: 'to be closed' })
  const connected = async (): Promise<number> => {
    const { rows } = await text<{ count: number }>`
      select count(*) as count from pg_stat_activity where application_name = 'to be closed'`.execute(database.sql)
    return rows[0]!.count
  }
  await other.transaction((sql) => insert(sql, 100))
  assert.equal(await connected(), 1)

  await other.close()
  assert.equal(other.pool.ended, true)
})
