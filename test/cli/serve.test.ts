import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDemoAccounts, demoSentence, refuseDemoInPublic } from '../../src/cli/demo-accounts.ts'
import { recordOrigin } from '../../src/store/load/origin.ts'
import { hashPassword } from '../../src/values/password.ts'
import { runMuster } from '../support/muster-process.ts'
import { freePort, serveMuster } from '../support/serve-muster.ts'
import type { Served } from '../support/serve-muster.ts'
import { dropDatabase, newDatabase, sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
const serve = (env: Readonly<Record<string, string>> = {}): Promise<Served> =>
  serveMuster({ MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl, ...env })

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`serves until ${signal}, and ends with 0`, async () => {
    const served = await serve()
    await served.until('/healthz/ready', 200)
    assert.match(await (await fetch(`${served.url}/`)).text(), /Minimal tracker/)

    served.child.kill(signal)

    assert.equal(await served.ended, 0, served.output.err)
    assert.match(served.output.err, /^Minimal tracker: http:\/\/127\.0\.0\.1:\d+\/$/m)
    for (const line of served.output.out.trim().split('\n')) assert.ok(JSON.parse(line), line)
  })

test('a database that was not set up is refused with the command to run', async () => {
  const url = await newDatabase()
  const served = await serve({ MUSTER_DATABASE_URL: url })
  assert.equal(await served.ended, 1)
  assert.match(served.output.err, /empty: set it up with "muster init"/)
  await dropDatabase(url)
})

test('told to wait, it is alive and not ready until init has set its database up, and then serves', async () => {
  const url = await newDatabase()
  const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: url }
  const served = await serve({ ...env, MUSTER_SCHEMA_WAIT: '120' })
  await served.until('/healthz/live', 200)
  const startup = await fetch(`${served.url}/healthz/startup`)
  assert.deepEqual(
    [startup.status, await startup.text()],
    [503, 'The database is empty: set it up with "muster init"\n'],
  )
  assert.equal((await fetch(`${served.url}/healthz/ready`)).status, 503)
  const page = await fetch(`${served.url}/issue`)
  assert.equal(page.status, 503)
  assert.match(await page.text(), /not ready yet/)

  assert.equal((await runMuster(['init'], { env })).code, 0)
  await served.until('/healthz/startup', 200)
  await served.until('/healthz/ready', 200)
  assert.equal((await fetch(`${served.url}/`)).status, 200)
  assert.equal(await served.stop(), 0, served.output.err)
  assert.match(served.output.out, /Not ready yet: The database is empty/)
  await dropDatabase(url)
})

test('the wait has an end, and the end a reason', async () => {
  const url = await newDatabase()
  const served = await serve({ MUSTER_DATABASE_URL: url, MUSTER_SCHEMA_WAIT: '1' })
  assert.equal(await served.ended, 1)
  assert.match(served.output.err, /empty: set it up with "muster init"; nobody did for 1 seconds\n$/)
  await dropDatabase(url)
})

test('a password that the database refuses ends it at once, unless it was told to wait', async () => {
  const role = `stranger_${process.pid}`
  await sql.raw(`create role ${role} nologin`).execute(given.database.sql)
  const url = Object.assign(new URL(given.databaseUrl), { username: role }).href
  const served = await serve({ MUSTER_DATABASE_URL: url })
  assert.equal(await served.ended, 1)
  assert.match(served.output.err, /refuses this role \(role "stranger_\d+" is not permitted to log in\)\n$/)

  const waiting = await serve({ MUSTER_DATABASE_URL: url, MUSTER_SCHEMA_WAIT: '60' })
  await waiting.until('/healthz/live', 200)
  await sql
    .raw(
      `alter role ${role} login; grant ${role} to current_user; grant all on all tables in schema public to ${role}; grant all on schema pgboss to ${role}; grant all on all tables in schema pgboss to ${role}`,
    )
    .execute(given.database.sql)
  await waiting.until('/healthz/ready', 200)
  assert.equal(await waiting.stop(), 0)
  await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(given.database.sql)
})

test('metrics are for who asks without a proxy, or on a port of their own', async () => {
  const one = await serve()
  await one.until('/healthz/ready', 200)
  const own = await fetch(`${one.url}/metrics`)
  const text = await own.text()
  assert.match(text, /^muster_build_info\{/m)
  assert.match(text, /^muster_schema_version [1-9]\d*$/m)
  assert.match(
    text,
    /^muster_database_statement_duration_seconds_count\{operation="select",outcome="answered"\} [1-9]/m,
  )
  for (const header of ['x-forwarded-for', 'forwarded', 'via'])
    assert.equal((await fetch(`${one.url}/metrics`, { headers: { [header]: 'for=192.0.2.1' } })).status, 404, header)
  await one.stop()

  const port = String(await freePort())
  const two = await serve({ MUSTER_METRICS_PORT: port })
  await two.until('/healthz/ready', 200)
  assert.equal((await fetch(`${two.url}/metrics`)).status, 404)
  const apart = await fetch(`http://127.0.0.1:${port}/metrics`)
  assert.match(await apart.text(), /muster_http_request_duration_seconds_count\{[^}]*route="\/healthz\/ready"/)
  assert.equal((await fetch(`http://127.0.0.1:${port}/issue`)).status, 404)
  const third = await serve({ MUSTER_METRICS_PORT: port })
  assert.equal(await third.ended, 1)
  assert.match(third.output.err, /in use: stop what uses it, or set MUSTER_METRICS_PORT\n$/)
  assert.equal(await two.stop(), 0)
})

test('a port that is taken is one sentence', async () => {
  const first = await serve()
  await first.until('/healthz/live', 200)
  const second = await serve({ MUSTER_PORT: new URL(first.url).port })
  assert.equal(await second.ended, 1)
  assert.match(second.output.err, /Port \d+ of 127\.0\.0\.1 is in use/)
  first.child.kill()
  await first.ended
})

test('without its database it is alive, not ready, and says so to people', async () => {
  const served = await serve({ MUSTER_DATABASE_URL: 'postgres://muster@127.0.0.1:9/muster' })
  await served.until('/healthz/live', 200)
  assert.equal((await fetch(`${served.url}/healthz/ready`)).status, 503)
  assert.equal((await fetch(`${served.url}/healthz/startup`)).status, 503)
  const page = await fetch(`${served.url}/issue`)
  assert.equal(page.status, 503)
  assert.match(page.headers.get('retry-after') ?? '', /^\d+$/)
  assert.match(await page.text(), /<h1>/)
  served.child.kill()
  assert.equal(await served.ended, 0)
})

test('demo accounts with their known password are found, and not served beyond this machine', async () => {
  const tracker = {
    ...given.tracker,
    demo: async () => ({
      people: [
        { username: 'user', realname: 'U', roles: 'User', password: 'pass' },
        { username: 'changed', realname: 'C', roles: 'User', password: 'pass' },
      ],
      stories: [],
    }),
  }
  await given.person('user', 'User', { password: await hashPassword('pass') })
  await given.person('changed', 'User', { password: await hashPassword('my own') })
  assert.deepEqual(await openDemoAccounts({ database: given.database, tracker }), [], 'no demo')

  await recordOrigin(given.database.sql, 'demo')
  const accounts = await openDemoAccounts({ database: given.database, tracker })
  assert.deepEqual(accounts, ['user'])
  assert.equal(demoSentence(accounts), 'This is a demo: log in as user with the password pass.')

  const here = { production: false, onlyLoopback: true, host: '127.0.0.1' }
  refuseDemoInPublic(here, accounts)
  refuseDemoInPublic({ ...here, onlyLoopback: false, host: '0.0.0.0' }, [])
  assert.throws(() => refuseDemoInPublic({ ...here, onlyLoopback: false, host: '0.0.0.0' }, accounts), {
    code: 'rejected',
  })
  assert.throws(() => refuseDemoInPublic({ ...here, production: true }, accounts), { code: 'rejected' })
})
