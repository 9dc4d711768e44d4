import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { serveMuster } from '../support/serve-muster.ts'
import { startTestServer } from '../support/postgres.ts'
import { runMuster } from '../support/muster-process.ts'

test('a password that is rotated in its file is taken up by new connections, without a restart', async () => {
  const { url } = await startTestServer()
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  const { rows } = await administrator.query<{ file: string }>("select current_setting('hba_file') as file")
  const hba = rows[0]!.file
  writeFileSync(hba, `local all rotating scram-sha-256\n${readFileSync(hba, 'utf8')}`)
  await administrator.query(`create role rotating login password 'first'`)
  await administrator.query('create database rotated owner rotating')
  await administrator.query('select pg_reload_conf()')
  const secrets = mkdtempSync(join(tmpdir(), 'muster-secrets-'))
  const file = join(secrets, 'MUSTER_DATABASE_PASSWORD')
  writeFileSync(file, 'first')
  const env = {
    MUSTER_TRACKER: 'minimal',
    MUSTER_SECRETS_DIR: secrets,
    MUSTER_DATABASE_URL: Object.assign(new URL(url), { username: 'rotating', pathname: '/rotated' }).href,
  }
  assert.equal((await runMuster(['init'], { env })).code, 0)
  const served = await serveMuster(env)
  await served.until('/healthz/ready', 200)

  while (!served.output.out.includes('"message":"working"')) await sleep(50)
  assert.doesNotMatch(served.output.out, /the worker waits for the database/)

  await administrator.query(`alter role rotating password 'second'`)
  await administrator.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'rotating'`)
  await served.until('/healthz/ready', 503)
  const refused = await fetch(`${served.url}/issue`)
  assert.equal(refused.status, 503, 'the old password is refused, and that is no fault of Muster')

  writeFileSync(file, 'second')
  await served.until('/healthz/ready', 200)
  assert.equal((await fetch(`${served.url}/issue`)).status, 200)
  assert.equal(await served.stop(), 0)
  assert.doesNotMatch(served.output.out + served.output.err, /"second"|:second@/)
  await administrator.end()
  rmSync(secrets, { recursive: true })
})
