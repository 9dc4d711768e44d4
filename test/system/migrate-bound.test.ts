import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runMuster } from '../support/muster-process.ts'
import { serveMuster } from '../support/serve-muster.ts'
import { twoReleases } from '../support/two-releases.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'
import { PASSWORD, people } from './support/people.ts'

/** The longest that a migration waits for a table, twice, and a request's own time on a busy machine. */
const WORST_MS = 5_000

test('while a migration waits for a long report, nobody waits long to write', async (context) => {
  const { place, now, next } = twoReleases()
  const url = await newDatabase()
  const report = new pg.Client({ connectionString: url })
  await report.connect()
  context.after(async () => {
    await report.end()
    await dropDatabase(url)
    rmSync(place, { recursive: true })
  })
  const env = { MUSTER_DATABASE_URL: url, MUSTER_ADMIN_PASSWORD: PASSWORD }
  assert.equal((await runMuster(['init'], { env: { ...env, MUSTER_TRACKER: now } })).code, 0)
  const served = await serveMuster({ ...env, MUSTER_TRACKER: now })
  await served.until('/healthz/ready', 200)
  const { counts, failures, writesMs, leave } = people(served.url, { area: '1', '@note': 'A text.' })

  await report.query('begin; select count(*) from issue')
  const migrated = runMuster(['migrate'], { env: { ...env, MUSTER_TRACKER: next } })
  const isOver = await Promise.race([migrated.then(() => true), sleep(12_000, false)])
  const written = counts.written
  await report.query('commit')
  const { code, err } = await migrated
  await leave()

  assert.equal(isOver, false, 'the report held it up')
  assert.equal(code, 0, err)
  assert.deepEqual(failures, [])
  assert.ok(written >= 20, `${written} issues meanwhile`)
  const worst = writesMs.toSorted((a, b) => a - b).at(Math.floor(writesMs.length * 0.99))!
  context.diagnostic(`${writesMs.length} issues, 99 of 100 within ${Math.round(worst)} ms`)
  assert.ok(worst < WORST_MS, `${worst} ms`)
  assert.equal(await served.stop(), 0, served.output.err)
})
