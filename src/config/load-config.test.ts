import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { TrackerError } from '../errors.ts'
import { loadConfig } from './load-config.ts'

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment)
  } catch (error) {
    assert.ok(error instanceof TrackerError)
    return error.faults.map(({ message }) => message)
  }
  return []
}

function withFolder(files: Record<string, string>, run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'muster-config-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('without any setting Muster serves python-dev on this machine from ./data', () => {
  const config = loadConfig({})
  assert.equal(config.tracker, 'python-dev')
  assert.equal(config.databaseUrl, null)
  assert.equal(config.dataDir, resolve('data'))
  assert.equal(config.baseUrl, 'http://127.0.0.1:8080/')
  assert.equal(config.demo, false)
  assert.ok(Object.isFrozen(config))
})

test('the environment wins over a file, and a file over the default', () => {
  withFolder({ MUSTER_PORT: '9001\n', MUSTER_TRACKER: 'classic' }, (folder) => {
    const config = loadConfig({ MUSTER_CONFIG_DIR: folder, MUSTER_PORT: '9000' })
    assert.equal(config.port, 9000)
    assert.equal(config.tracker, 'classic')
    assert.equal(config.host, '127.0.0.1')
  })
})

test('settings and secrets may be mounted in two folders', () => {
  withFolder({ MUSTER_TRACKER: 'devel' }, (settings) =>
    withFolder({ MUSTER_ADMIN_PASSWORD: 'changeme\n' }, (secrets) => {
      const config = loadConfig({ MUSTER_CONFIG_DIR: `${settings}:${secrets}` })
      assert.equal(config.tracker, 'devel')
      assert.equal(config.adminPassword, 'changeme')
    }),
  )
})

test('a name with _FILE reads a file, without its last newline', () => {
  withFolder({ secret: 'postgresql://muster:changeme@db.example.org/muster\n' }, (folder) => {
    const config = loadConfig({ MUSTER_DATABASE_URL_FILE: join(folder, 'secret') })
    assert.equal(config.databaseUrl, 'postgresql://muster:changeme@db.example.org/muster')
  })
})

test('every problem is named at once, with its variable or file', () => {
  const problems = problemsOf({
    MUSTER_PORT: '80800',
    MUSTER_DATABASE_URL: 'mysql://localhost/muster',
    MUSTER_BASE_URL: 'bugs.example.org',
    MUSTER_ADMIN_PASSWORD_FILE: '/nowhere/password',
    MUSTER_LOG_LEVEL: 'loud',
  })
  assert.equal(problems.length, 5)
  for (const name of ['MUSTER_PORT', 'MUSTER_DATABASE_URL', 'MUSTER_BASE_URL', '/nowhere/password', 'MUSTER_LOG_LEVEL'])
    assert.ok(
      problems.some((problem) => problem.includes(name)),
      name,
    )
})

test('a wrong file in the configuration folder is named by its path', () => {
  withFolder({ MUSTER_PORT: 'http' }, (folder) => {
    const [problem] = problemsOf({ MUSTER_CONFIG_DIR: folder })
    assert.match(problem ?? '', new RegExp(`^MUSTER_PORT \\(${folder}/MUSTER_PORT\\) has to be a number`))
  })
})

test('a configuration folder that is missing, or hidden by an empty mount, is named', () => {
  withFolder({}, (folder) => {
    assert.match(problemsOf({ MUSTER_CONFIG_DIR: folder })[0] ?? '', new RegExp(`${folder} holds no settings`))
    assert.match(
      problemsOf({ MUSTER_CONFIG_DIR: join(folder, 'gone') })[0] ?? '',
      /gone can't be read: it does not exist/,
    )
  })
})

test('what Kubernetes mounts beside the files is passed over', () => {
  withFolder({ MUSTER_TRACKER: 'minimal', 'tls.crt': '' }, (folder) => {
    mkdirSync(join(folder, '..2024_05_01'))
    assert.equal(loadConfig({ MUSTER_CONFIG_DIR: folder }).tracker, 'minimal')
  })
})

test('a variable and its _FILE twin contradict each other', () => {
  withFolder({ port: '9000' }, (folder) => {
    const [problem] = problemsOf({ MUSTER_PORT: '9000', MUSTER_PORT_FILE: join(folder, 'port') })
    assert.match(problem ?? '', /MUSTER_PORT and MUSTER_PORT_FILE are both set/)
  })
})

test('an address that Kubernetes sets for a service called muster is no port', () => {
  const config = loadConfig({
    MUSTER_PORT: 'tcp://10.96.0.1:8080',
    MUSTER_SERVICE_HOST: '10.96.0.1',
    MUSTER_PORT_8080_TCP: 'tcp://10.96.0.1:8080',
  })
  assert.equal(config.port, 8080)
  assert.deepEqual(config.notes, [])
})

test('a slip of the pen in a name is noted', () => {
  assert.deepEqual(loadConfig({ MUSTER_DATABSE_URL: 'x' }).notes, [
    'MUSTER_DATABSE_URL is not a setting; nothing reads it',
  ])
})

test('a base address keeps its path and ends with a slash', () => {
  assert.equal(
    loadConfig({ MUSTER_BASE_URL: 'https://example.org/python-dev' }).baseUrl,
    'https://example.org/python-dev/',
  )
  assert.match(problemsOf({ MUSTER_BASE_URL: 'https://example.org/?a=1' })[0] ?? '', /without "\?a=1"/)
})

test('without a base address the server is reached at its own', () => {
  assert.equal(loadConfig({ MUSTER_HOST: '0.0.0.0', MUSTER_PORT: '80' }).baseUrl, 'http://localhost:80/')
  assert.equal(loadConfig({ MUSTER_HOST: '[::1]' }).baseUrl, 'http://[::1]:8080/')
})

test('production needs a database of its own, unless a command works without one', () => {
  assert.match(problemsOf({ NODE_ENV: 'production' })[0] ?? '', /^MUSTER_DATABASE_URL has to be set/)
  assert.equal(loadConfig({ NODE_ENV: 'production' }, {}, { needsDatabase: false }).production, true)
  assert.equal(loadConfig({ NODE_ENV: 'production', MUSTER_DATABASE_URL: 'postgresql://db/muster' }).production, true)
})

test('demo accounts exist on this machine only, and never in production', () => {
  assert.equal(loadConfig({ MUSTER_DEMO: 'yes' }).demo, true)
  assert.match(problemsOf({ MUSTER_DEMO: 'yes', MUSTER_HOST: '0.0.0.0' })[0] ?? '', /MUSTER_HOST is 0\.0\.0\.0/)
  assert.equal(loadConfig({ MUSTER_DEMO: 'auto', MUSTER_HOST: '0.0.0.0' }).demo, false)
  assert.equal(loadConfig({ MUSTER_HOST: 'localhost' }, { MUSTER_DEMO: 'auto' }).demo, true)
})

test('only addresses, networks and named ranges are proxies', () => {
  assert.deepEqual(loadConfig({ MUSTER_TRUSTED_PROXIES: '10.0.0.0/8, ::1 loopback' }).trustedProxies, [
    '10.0.0.0/8',
    '::1',
    'loopback',
  ])
  assert.match(problemsOf({ MUSTER_TRUSTED_PROXIES: '10.0.0.0/33' })[0] ?? '', /"10\.0\.0\.0\/33" is none/)
  assert.match(problemsOf({ MUSTER_TRUSTED_PROXIES: 'proxy' })[0] ?? '', /"proxy" is none/)
})

test('the summary names every origin and no secret', () => {
  const { summary } = loadConfig({
    MUSTER_DATABASE_URL: 'postgresql://muster:changeme@db/muster',
    MUSTER_ADMIN_PASSWORD: 'changeme',
  })
  assert.ok(summary.includes('MUSTER_DATABASE_URL=*** (MUSTER_DATABASE_URL)'))
  assert.ok(summary.includes('MUSTER_PORT=8080 (default)'))
  assert.ok(!summary.join('\n').includes('changeme'))
})

test('a refusal of a database address does not repeat the password in it', () => {
  const problems = problemsOf({ MUSTER_DATABASE_URL: 'http://muster:changeme@db/muster', MUSTER_ADMIN_PASSWORD: 'abc' })
  assert.equal(problems.length, 2)
  assert.ok(!problems.join('\n').includes('changeme'))
})
