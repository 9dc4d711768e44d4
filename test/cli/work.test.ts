import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { enqueue } from '../../src/store/outbox/job-queue.ts'
import { musterMain, runMuster } from '../support/muster-process.ts'
import { freePort } from '../support/serve-muster.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
const environment = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl }

test('a worker says on the port of its metrics that it works, and ends with 0', async () => {
  const port = await freePort()
  const child = spawn(process.execPath, ['--conditions=muster-source', musterMain, 'work'], {
    env: { PATH: process.env['PATH'], ...environment, MUSTER_METRICS_PORT: `${port}` },
    stdio: 'ignore',
  })
  after(() => child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.once('close', resolve))
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
  for (let tries = 0; (await ask('/healthz/ready').catch(() => null))?.status !== 200; tries++) {
    assert.ok(tries < 600 && child.exitCode === null, 'it becomes ready')
    await sleep(50)
  }

  assert.equal((await ask('/healthz/startup')).status, 200)
  assert.equal((await ask('/healthz/live')).status, 200)
  assert.match(await (await ask('/metrics')).text(), /^muster_build_info\{.*\} 1$/m)
  await enqueue(given.database.sql, 'dead', [{ mail: 1 }])
  const metrics = await (await ask('/metrics')).text()
  assert.match(metrics, /^muster_jobs\{queue="dead",state="created"\} 1$/m)
  assert.match(metrics, /^muster_job_oldest_age_seconds\{queue="dead",state="created"\} \d/m)
  assert.match(metrics, /^muster_mails_total\{outcome="refused"\} 0$/m)
  assert.match(metrics, /^muster_job_failures_total 0$/m)
  assert.equal((await ask('/')).status, 404)
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
})

test('a worker whose port is taken ends with a sentence', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }

  const { code, err } = await runMuster(['work'], { env: { ...environment, MUSTER_METRICS_PORT: `${port}` } })
  other.close()

  assert.equal(code, 1)
  assert.match(
    err,
    new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use: stop what uses it, or set MUSTER_METRICS_PORT`),
  )
})
