import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { hashPassword } from '../../src/values/password.ts'
import { freePort, serveMuster } from '../support/serve-muster.ts'
import type { Served } from '../support/serve-muster.ts'
import { sharedTracker } from '../support/with-tracker.ts'
import { missing } from './support/needs.ts'
import { PASSWORD, people } from './support/people.ts'

const skip = missing('haproxy')

/** As the router of OpenShift is set up, with the probe of the chart: a server that is not ready gets nothing new. */
async function haproxy(context: TestContext, servers: readonly Served[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-haproxy-'))
  const port = await freePort()
  const lines = servers.map(
    ({ url }, index) => `  server web${index} ${new URL(url).host} check inter 500ms fall 2 rise 1`,
  )
  const config = `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout check 3s
  option forwardfor
  retries 0
backend web
  balance roundrobin
  option httpchk GET /healthz/ready
${lines.join('\n')}
frontend people
  bind 127.0.0.1:${port}
  stats enable
  stats uri /balance
  default_backend web
`
  writeFileSync(join(folder, 'haproxy.cfg'), config)
  const child = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' })
  context.after(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const url = `http://127.0.0.1:${port}`
  await untilAllUp(url, servers.length)
  return url
}

/** Until the balancer has seen each server ready: a rollout goes on only then. */
async function untilAllUp(url: string, count: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const table = await fetch(`${url}/balance;csv`).catch(() => null)
    const lines = (await table?.text())?.split('\n') ?? []
    if (lines.filter((line) => /^web,web\d,.*,UP,/.test(line)).length === count) return
    await sleep(50)
  }
  throw new Error('haproxy does not find all servers ready')
}

test('a rolling restart behind haproxy fails no request and loses no issue', { skip }, async (context) => {
  const given = await sharedTracker('minimal')
  const admin = { className: 'user', id: given.admin.userId! }
  await given.operations.set(given.admin, admin, { password: await hashPassword(PASSWORD) })
  const env = { NODE_ENV: 'production', MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl }
  const places = [await freePort(), await freePort()].map((port) => ({ ...env, MUSTER_PORT: `${port}` }))
  const servers = await Promise.all(places.map((place) => serveMuster(place)))
  for (const served of servers) await served.until('/healthz/ready', 200)
  const url = await haproxy(context, servers)
  const { counts, failures, leave } = people(url)

  await sleep(1000)
  for (const [index, place] of places.entries()) {
    assert.equal(await servers[index]!.stop(), 0, servers[index]!.output.err)
    servers[index] = await serveMuster(place)
    await untilAllUp(url, places.length)
    const before = counts.written
    while (counts.written < before + 4 && failures.length === 0) await sleep(50)
  }
  await leave()

  assert.deepEqual(failures, [])
  assert.ok(counts.written > 0)
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from issue`.execute(given.database.sql)
  assert.equal(rows[0]!.n, counts.written)
  for (const served of servers) assert.equal(await served.stop(), 0)
})
