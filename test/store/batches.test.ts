import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { part, run } from '../../src/store/filter/fragment.ts'
import type { Fragment } from '../../src/store/filter/fragment.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

let url: string
let database: Database

before(async () => {
  url = await newDatabase()
  database = openDatabase({ url })
  await database.sql.executeQuery({ sql: 'create table note (id integer)', parameters: [] } as never)
})
after(async () => {
  await database.close()
  await dropDatabase(url)
})

const ask = (fragment: Fragment) => run<{ answer: unknown }>(database.sql, fragment)
const processOf = () => ask(part`select pg_backend_pid() as answer`)

test('what is asked at once is answered by one process, in one transaction', async () => {
  const [first, second] = await Promise.all([
    ask(part`select pg_backend_pid() || ' ' || now() as answer`),
    ask(part`select pg_backend_pid() || ' ' || now() as answer where ${1} = 1`),
  ])
  assert.deepEqual(first, second)
})

test('a select that fails takes none of its neighbours along, however often', async () => {
  for (const divisor of [0, 0, 1]) {
    const [before, faulty, after, again] = await Promise.allSettled([
      ask(part`select ${'before'}::text as answer`),
      ask(part`select 6 / ${divisor}::integer as answer`),
      ask(part`select ${new Date(0).toISOString()}::timestamptz as answer, ${[1, 2]}::integer[] as list`),
      ask(part`select 6 / ${divisor}::integer as answer`),
    ])
    assert.deepEqual(before, { status: 'fulfilled', value: [{ answer: 'before' }] })
    assert.deepEqual(after, { status: 'fulfilled', value: [{ answer: new Date(0), list: [1, 2] }] })
    for (const one of [faulty, again])
      if (divisor === 0) assert.match(String((one as PromiseRejectedResult).reason), /division by zero/)
      else assert.deepEqual(one, { status: 'fulfilled', value: [{ answer: 6 }] })
  }
})

test('a select that fails undoes no write that was asked with it', async () => {
  const [written, failed] = await Promise.allSettled([
    run(database.sql, part`insert into note values (${1})`),
    ask(part`select nothing as answer where ${1} = 1`),
    ask(part`select 1 as answer`),
  ])
  assert.equal(written.status, 'fulfilled')
  assert.equal(failed.status, 'rejected')
  assert.deepEqual(await ask(part`select count(*)::integer as answer from note`), [{ answer: 1 }])
})

test('what waits when a connection breaks fails, and what is asked then is answered', async () => {
  const broken = openDatabase({ url })
  const first = run<{ answer: number }>(broken.sql, part`select pg_backend_pid() as answer`)
  const id = (await first)[0]!.answer
  const waiting = Promise.allSettled([
    run(broken.sql, part`select pg_sleep(${60})`),
    run(broken.sql, part`select ${1}::integer as answer`),
  ])
  await new Promise((resolve) => setTimeout(resolve, 100))
  await ask(part`select pg_terminate_backend(${id}) as answer`)
  assert.deepEqual(
    (await waiting).map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.deepEqual(await run(broken.sql, part`select ${1}::integer as answer`), [{ answer: 1 }])
  await broken.close()
})

test('a value that cannot be sent is refused, and the next is answered', async () => {
  const ring: Record<string, unknown> = {}
  ring['itself'] = ring
  await assert.rejects(ask(part`select ${ring}::jsonb as answer`))
  assert.equal((await processOf()).length, 1)
})
