import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
    withFolder({ MUSTER_ADMIN_PASSWORD: 'changeme' }, (secrets) => {
      for (const folders of [
        { MUSTER_CONFIG_DIR: settings, MUSTER_SECRETS_DIR: secrets },
        { MUSTER_CONFIG_DIR: `${settings}:${secrets}` },
      ]) {
        const config = loadConfig(folders)
        assert.equal(config.tracker, 'devel')
        assert.equal(config.adminPassword, 'changeme')
      }
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

/** As the kubelet writes a ConfigMap or a Secret: links by way of `..data`, which is put in the place of the last at once. */
function mountAsKubernetes(folder: string, version: string, files: Record<string, string>): void {
  mkdirSync(join(folder, version))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, version, name), text)
    rmSync(join(folder, name), { force: true })
    symlinkSync(join('..data', name), join(folder, name))
  }
  symlinkSync(version, join(folder, '..data_tmp'))
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
}

test('a mounted ConfigMap is read, and what others keep beside it is passed over', () => {
  withFolder({ 'tls.crt': '', uri: 'x' }, (folder) => {
    mountAsKubernetes(folder, '..2026_05_01', { MUSTER_TRACKER: 'minimal\n', MUSTER_TRUSTED_PROXIES: '' })
    assert.equal(loadConfig({ MUSTER_CONFIG_DIR: folder }).tracker, 'minimal')
  })
})

test('a file of lines holds many settings, and its mistakes have a line', () => {
  const good = '# ours\n\nMUSTER_TRACKER=classic\nexport MUSTER_PORT="9000"\nTZ=UTC\n'
  withFolder({ 'tracker.env': good }, (folder) => {
    const config = loadConfig({ MUSTER_CONFIG_DIR: folder })
    assert.deepEqual([config.tracker, config.port], ['classic', 9000])
    assert.ok(config.summary.includes(`MUSTER_PORT=9000 (${folder}/tracker.env:4)`))
  })
  withFolder({ 'tracker.env': 'MUSTER_PORT=http\nMUSTER_TARCKER=minimal\nMUSTER_PORT=1\nminimal\n' }, (folder) => {
    const problems = problemsOf({ MUSTER_CONFIG_DIR: folder })
    const place = `${folder}/tracker.env`
    assert.deepEqual(problems, [
      `${place}:3 sets MUSTER_PORT a second time`,
      `${place}:4 has to be NAME=value, or a comment after "#"`,
      `${place}:2: MUSTER_TARCKER is not a setting, did you mean MUSTER_TRACKER?`,
      `MUSTER_PORT (${place}:1) has to be a number from 0 to 65535, not "http"`,
    ])
  })
})

test('one setting in two places of the same rank is refused', () => {
  withFolder({ MUSTER_TRACKER: 'devel', 'more.env': 'MUSTER_TRACKER=classic' }, (folder) => {
    assert.match(
      problemsOf({ MUSTER_CONFIG_DIR: folder })[0] ?? '',
      /^MUSTER_TRACKER is set twice: in .*MUSTER_TRACKER and in .*more\.env:1$/,
    )
  })
  withFolder({ MUSTER_TRACKER: 'devel' }, (settings) =>
    withFolder({ MUSTER_TRACKER: 'classic' }, (secrets) =>
      assert.match(
        problemsOf({ MUSTER_CONFIG_DIR: settings, MUSTER_SECRETS_DIR: secrets })[0] ?? '',
        /^MUSTER_TRACKER is set twice/,
      ),
    ),
  )
})

test('a password file that is empty, ends with a newline or is a folder is refused; other files may end with one', () => {
  withFolder({ MUSTER_ADMIN_PASSWORD: 'changeme\n' }, (folder) => {
    const [problem] = problemsOf({ MUSTER_SECRETS_DIR: folder })
    assert.match(
      problem ?? '',
      new RegExp(`^MUSTER_ADMIN_PASSWORD: the file ${folder}/MUSTER_ADMIN_PASSWORD ends with a newline`),
    )
    assert.doesNotMatch(problem ?? '', /changeme/)
    const pointed = problemsOf({ MUSTER_ADMIN_PASSWORD_FILE: join(folder, 'MUSTER_ADMIN_PASSWORD') })
    assert.match(pointed[0] ?? '', /^MUSTER_ADMIN_PASSWORD_FILE: the file .* ends with a newline/)
  })
  withFolder({ MUSTER_ADMIN_PASSWORD: '' }, (folder) =>
    assert.match(problemsOf({ MUSTER_SECRETS_DIR: folder })[0] ?? '', /is empty$/),
  )
  withFolder({}, (folder) => {
    mkdirSync(join(folder, 'MUSTER_ADMIN_PASSWORD'))
    assert.match(problemsOf({ MUSTER_SECRETS_DIR: folder })[0] ?? '', /can't be read: it is a folder$/)
  })
})

test('a Secret that is missing is named, and so is a hole in a mounted folder', () => {
  assert.match(
    problemsOf({ MUSTER_SECRETS_DIR: '/nowhere/secrets' })[0] ?? '',
    /^MUSTER_SECRETS_DIR: the folder \/nowhere\/secrets can't be read: it does not exist$/,
  )
  withFolder({}, (folder) => {
    symlinkSync(join('..data', 'MUSTER_PORT'), join(folder, 'MUSTER_PORT'))
    assert.match(problemsOf({ MUSTER_CONFIG_DIR: folder })[0] ?? '', /MUSTER_PORT can't be read: it does not exist$/)
  })
})

test('a file is named for the setting that it was meant for', () => {
  for (const [name, meant] of [
    ['MUSTER_PROT', 'MUSTER_PORT'],
    ['muster_port', 'MUSTER_PORT'],
    ['BASE_URL', 'MUSTER_BASE_URL'],
    ['MUSTR_TRACKER', 'MUSTER_TRACKER'],
  ] as const)
    withFolder({ [name]: 'x', MUSTER_TRACKER: 'minimal' }, (folder) =>
      assert.deepEqual(problemsOf({ MUSTER_CONFIG_DIR: folder }), [
        `${folder}/${name} is not a setting, did you mean ${meant}?`,
      ]),
    )
})

test('where the password comes from a file, a new connection gets the one that is in it by then', () => {
  withFolder({}, (folder) => {
    mountAsKubernetes(folder, '..1', { MUSTER_DATABASE_PASSWORD: 'first' })
    const { access, summary } = loadConfig({
      MUSTER_DATABASE_URL: 'postgresql://muster@db/muster',
      MUSTER_SECRETS_DIR: folder,
    })
    assert.deepEqual(access!(), { url: 'postgresql://muster@db/muster', password: 'first' })
    assert.ok(summary.includes(`MUSTER_DATABASE_PASSWORD=*** (${folder}/MUSTER_DATABASE_PASSWORD)`))
    mountAsKubernetes(folder, '..2', { MUSTER_DATABASE_PASSWORD: 'second' })
    assert.equal(access!().password, 'second')
    writeFileSync(join(folder, '..data', 'MUSTER_DATABASE_PASSWORD'), 'third\n')
    assert.equal(access!().password, 'second', 'what would be refused at the start is not taken up')
    rmSync(join(folder, '..data'))
    assert.equal(access!().password, 'second', 'what is gone leaves what was read')
  })
  withFolder({ url: 'postgresql://muster:one@db/muster' }, (folder) => {
    const { access } = loadConfig({ MUSTER_DATABASE_URL_FILE: join(folder, 'url') })
    writeFileSync(join(folder, 'url'), 'postgresql://muster:two@db/muster\n')
    assert.equal(access!().url, 'postgresql://muster:two@db/muster')
  })
})

test('two passwords for one database contradict each other', () => {
  const [problem] = problemsOf({
    MUSTER_DATABASE_URL: 'postgresql://muster:one@db/muster',
    MUSTER_DATABASE_PASSWORD: 'two',
  })
  assert.match(problem ?? '', /^MUSTER_DATABASE_URL holds a password, and MUSTER_DATABASE_PASSWORD is set too/)
  assert.match(problemsOf({ MUSTER_DATABASE_PASSWORD: 'two' })[0] ?? '', /set without MUSTER_DATABASE_URL/)
})

test('a variable and its _FILE twin contradict each other', () => {
  withFolder({ port: '9000' }, (folder) => {
    const [problem] = problemsOf({ MUSTER_PORT: '9000', MUSTER_PORT_FILE: join(folder, 'port') })
    assert.match(problem ?? '', /MUSTER_PORT and MUSTER_PORT_FILE are both set/)
  })
})

test('what Kubernetes sets for services called muster… is no setting', () => {
  const config = loadConfig({
    MUSTER_PORT: 'tcp://10.96.0.1:8080',
    MUSTER_METRICS_PORT: 'tcp://10.96.0.2:9090',
    MUSTER_SERVICE_HOST: '10.96.0.1',
    MUSTER_SERVICE_PORT_HTTP: '8080',
    MUSTER_PORT_8080_TCP: 'tcp://10.96.0.1:8080',
    MUSTER_BPO_PORT: 'tcp://10.96.0.3:8080',
    MUSTER_BPO_PORT_8080_TCP_ADDR: '10.96.0.3',
  })
  assert.deepEqual([config.port, config.metricsPort], [8080, null])
})

test('a slip of the pen in a name is refused, with the name that it is near to', () => {
  assert.deepEqual(problemsOf({ MUSTER_DATABSE_URL: 'x' }), [
    'MUSTER_DATABSE_URL is not a setting, did you mean MUSTER_DATABASE_URL?',
  ])
  assert.deepEqual(problemsOf({ MUSTER_COLOUR: 'x' }), [
    'MUSTER_COLOUR is not a setting; "muster check" prints all of them',
  ])
  assert.deepEqual(problemsOf({ MUSTER_TRACKER_URI: 'https://git.example/ours.git', MUSTER_BUILD_COMMIT: 'x' }), [])
})

test('metrics have a port of their own, or none', () => {
  assert.equal(loadConfig({ MUSTER_METRICS_PORT: '9090' }).metricsPort, 9090)
  assert.match(problemsOf({ MUSTER_METRICS_PORT: '8080' })[0] ?? '', /^MUSTER_METRICS_PORT is 8080, as MUSTER_PORT is/)
})

test('serve waits for its schema in production, and elsewhere when told', () => {
  const production = { NODE_ENV: 'production', MUSTER_DATABASE_URL: 'postgresql://db/muster' }
  assert.equal(loadConfig(production).schemaWaitMs, 300_000)
  assert.equal(loadConfig({}).schemaWaitMs, 0)
  assert.equal(loadConfig({ ...production, MUSTER_SCHEMA_WAIT: '20' }).schemaWaitMs, 20_000)
  assert.match(problemsOf({ MUSTER_SCHEMA_WAIT: '5m' })[0] ?? '', /has to be a number of seconds, not "5m"/)
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
  assert.ok(summary.includes('MUSTER_DATABASE_URL=postgresql://muster:***@db/muster (MUSTER_DATABASE_URL)'))
  assert.ok(summary.includes('MUSTER_PORT=8080 (default)'))
  assert.ok(!summary.join('\n').includes('changeme'))
})

test('a refusal of a database address does not repeat the password in it', () => {
  const problems = problemsOf({ MUSTER_DATABASE_URL: 'http://muster:changeme@db/muster', MUSTER_ADMIN_PASSWORD: 'abc' })
  assert.equal(problems.length, 2)
  assert.ok(!problems.join('\n').includes('changeme'))
})

test('mail is signed with an RSA key, and with no key that would leave it unsigned', () => {
  const form = { type: 'pkcs8', format: 'pem' } as const
  const given = (key: string): Record<string, string> => ({
    MUSTER_DKIM_DOMAIN: 'muster.example',
    MUSTER_DKIM_SELECTOR: 'key1',
    MUSTER_DKIM_KEY: key,
  })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(form).toString().trim()
  assert.equal(loadConfig(given(rsa)).mail.dkim?.privateKey, rsa)

  const other = generateKeyPairSync('ed25519').privateKey.export(form).toString()
  assert.match(problemsOf(given(other)).join('\n'), /^MUSTER_DKIM_KEY has to be an RSA key of 1024 bits or more/)
  assert.match(problemsOf(given('no key')).join('\n'), /^MUSTER_DKIM_KEY has to be a private key as PEM/)
})
