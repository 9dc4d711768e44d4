import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql as text } from 'kysely'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'
import { searchTracker } from './search-tracker.ts'

let given: TrackerForTest & { close(): Promise<void> }
before(async () => {
  given = await openTracker(searchTracker)
})
after(() => given.close())

async function prepared(): Promise<number> {
  const { rows } = await text<{ count: number }>`select count(*)::integer as count from pg_prepared_statements`.execute(
    given.database.sql,
  )
  return rows[0]!.count
}

test('a stream of unlike statements takes no more room than two hundred, and all are answered', async () => {
  for (let index = 0; index < 500; index++)
    for (let time = 0; time < 2; time++) {
      const { rows } = await text<{
        sum: number
      }>`select ${index}::integer + ${text.raw(String(index))} as sum`.execute(given.database.sql)
      assert.equal(rows[0]!.sum, 2 * index)
    }
  const count = await prepared()
  assert.ok(count <= 200 && count > 100, `${count} are prepared`)
})

test('what is asked once is not prepared', async () => {
  const before = await prepared()
  await text`select ${1}::integer as asked_only_once`.execute(given.database.sql)
  assert.equal(await prepared(), before)
})

test('room is made in a transaction too, and it goes on', async () => {
  const sum = await given.database.transaction(async (sql) => {
    let total = 0
    for (let index = 0; index < 450; index++)
      for (let time = 0; time < 2; time++) {
        const { rows } = await text<{ value: number }>`select ${1}::integer as ${text.raw(`"value"`)}, ${text.raw(
          String(index),
        )} as other`.execute(sql)
        total += rows[0]!.value
      }
    return total
  })
  assert.equal(sum, 900)
})
