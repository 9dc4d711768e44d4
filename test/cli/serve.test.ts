import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDemoAccounts, demoSentence, refuseDemoInPublic } from '../../src/cli/demo-accounts.ts'
import { recordOrigin } from '../../src/store/load/origin.ts'
import { hashPassword } from '../../src/values/password.ts'
import { dropDatabase, newDatabase, sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

interface Served {
  readonly child: ChildProcess
  readonly url: string
  readonly output: { out: string; err: string }
  readonly ended: Promise<number | null>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function serve(env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const port = env['MUSTER_PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['--conditions=muster-source', main, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      MUSTER_TRACKER: 'minimal',
      MUSTER_DATABASE_URL: given.databaseUrl,
      MUSTER_PORT: port,
      ...env,
    },
  })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, url: `http://127.0.0.1:${port}`, output, ended }
}

async function untilAnswers({ url, child, output }: Served, path: string, status: number): Promise<Response> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`It ended: ${output.err}`)
    const answer = await fetch(url + path).catch(() => null)
    if (answer?.status === status) return answer
    await sleep(50)
  }
  throw new Error(`${path} never answered ${status}: ${output.err}`)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`serves until ${signal}, and ends with 0`, async () => {
    const served = await serve()
    await untilAnswers(served, '/healthz/ready', 200)
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

test('a port that is taken is one sentence', async () => {
  const first = await serve()
  await untilAnswers(first, '/healthz/live', 200)
  const second = await serve({ MUSTER_PORT: new URL(first.url).port })
  assert.equal(await second.ended, 1)
  assert.match(second.output.err, /Port \d+ of 127\.0\.0\.1 is in use/)
  first.child.kill()
  await first.ended
})

test('without its database it is alive, not ready, and says so to people', async () => {
  const served = await serve({ MUSTER_DATABASE_URL: 'postgres://muster@127.0.0.1:9/muster' })
  await untilAnswers(served, '/healthz/live', 200)
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
