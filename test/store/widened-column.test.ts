import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../src/store/database.ts'
import type { Database, Sql } from '../../src/store/database.ts'
import { withDatabase } from './migrate-database.ts'

const size = async (on: Sql): Promise<unknown> => {
  const { rows } = await sql<{ size: unknown }>`select size from thing where id = ${1}`.execute(on)
  return rows[0]?.size
}
const name = async (on: Sql): Promise<unknown> => {
  const { rows } = await sql<{ name: unknown }>`select name from thing where id = ${1}`.execute(on)
  return rows[0]?.name
}

/** A table that every connection has statements for, and then a migration by another process. */
async function withMigration(
  running: Database,
  url: string,
  request: () => Promise<unknown>,
): Promise<readonly unknown[]> {
  await sql`create table thing (id integer, size real, name varchar(9))`.execute(running.sql)
  await sql`insert into thing values (${1}, 0.5, 'one')`.execute(running.sql)
  const many = (): Promise<readonly unknown[]> =>
    Promise.all(
      Array.from({ length: 12 }, async (_, turn) => {
        await new Promise((resolve) => setTimeout(resolve, turn))
        return request()
      }),
    )
  await many()
  const migration = openDatabase({ url })
  await sql`alter table thing alter size type double precision, alter name type text`.execute(migration.sql)
  await migration.close()
  return many()
}

test(
  'a column that is widened under a running server costs no reader anything',
  withDatabase(async (running, url) => {
    const answers = await withMigration(running, url, () => Promise.all([size(running.sql), name(running.sql)]))
    for (const answer of answers) assert.deepEqual(answer, [0.5, 'one'])
  }),
)

test(
  'a transaction that meets a widened column runs again',
  withDatabase(async (running, url) => {
    const answers = await withMigration(running, url, () =>
      running.transaction(async (on) => {
        await sql`update thing set name = ${'two'} where id = ${1}`.execute(on)
        return [await size(on), await name(on)]
      }),
    )
    for (const answer of answers) assert.deepEqual(answer, [0.5, 'two'])
  }),
)

test(
  'so does one whose statements travel together',
  withDatabase(async (running, url) => {
    const answers = await withMigration(running, url, () =>
      running.transaction(async (on) => {
        const first = size(on)
        first.catch(() => {})
        const second = await name(on)
        return [await first, second]
      }),
    )
    for (const answer of answers) assert.deepEqual(answer, [0.5, 'one'])
  }),
)
