import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import pg from 'pg'
import { runMuster } from '../support/muster-process.ts'
import { serveMuster } from '../support/serve-muster.ts'
import { twoReleases } from '../support/two-releases.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

test('a migration beside writers, readers and a long report lets every request through, and the release before goes on', async () => {
  const { place, now, next } = twoReleases()
  const url = await newDatabase()
  const env = { MUSTER_DATABASE_URL: url, MUSTER_ADMIN_PASSWORD: 'correct horse' }
  assert.equal((await runMuster(['init'], { env: { ...env, MUSTER_TRACKER: now } })).code, 0)
  const served = await serveMuster({ ...env, MUSTER_TRACKER: now })
  await served.until('/healthz/ready', 200)

  const failures: string[] = []
  let written = 0
  let isOver = false
  const headers = { authorization: `Basic ${btoa('admin:correct horse')}` }
  const tell = async (answer: Response, expected: number): Promise<void> => {
    const text = await answer.text()
    if (answer.status !== expected) failures.push(`${answer.status} ${text.slice(0, 200)}`)
  }
  const writer = async (): Promise<void> => {
    for (; !isOver; written++) {
      const body = new URLSearchParams({ '@action': 'new', title: `Number ${written}`, area: '1', '@note': 'A text.' })
      await tell(
        await fetch(`${served.url}/issue?@template=item`, { method: 'POST', redirect: 'manual', headers, body }),
        303,
      )
    }
  }
  const reader = async (): Promise<void> => {
    while (!isOver) await tell(await fetch(`${served.url}/issue`, { headers }), 200)
  }
  const clients = [writer(), writer(), reader(), reader()]

  const report = new pg.Client({ connectionString: url })
  await report.connect()
  await report.query('begin; select count(*) from issue')
  const migrated = runMuster(['migrate'], { env: { ...env, MUSTER_TRACKER: next } })
  await report.query('select pg_sleep(4)')
  while (written === 0 && failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await report.query('commit')
  await report.end()
  const { code, out, err } = await migrated
  const during = written
  while (written < during + 5) await new Promise((resolve) => setTimeout(resolve, 50))
  isOver = true
  await Promise.all(clients)

  assert.equal(code, 0, err)
  assert.match(out, /^add issue\.room$/m)
  assert.deepEqual(failures, [])
  assert.equal(await served.stop(), 0)
  await dropDatabase(url)
  rmSync(place, { recursive: true })
})
