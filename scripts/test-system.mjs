// npm run test:system: what needs more than npm brings, on packages of Debian that it installs where they are missing:
// builds as OpenShift does, the image, any UID. `npm run test:system -- --only PATTERN` runs the tests whose path holds
// PATTERN.
import { spawnSync } from 'node:child_process'
import * as files from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installMissing, root } from './install.mjs'
import { runChild } from './run-child.mjs'
import { withoutSettings } from './without-settings.mjs'

const node = installMissing()
const args = process.argv.slice(2)

// Node 24 understands the TypeScript of test/support, an older one doesn't.
if (node === process.execPath) await runAll(parseArguments(args))
else runChild(node, [join(root, 'scripts', 'test-system.mjs'), ...args])

function parseArguments(given) {
  if (given.length === 0) return ''
  if (given[0] === '--only' && given.length === 2) return given[1]
  console.error('Usage: npm run test:system [-- --only PATTERN]')
  process.exit(2)
}

async function runAll(pattern) {
  process.chdir(root)
  const found = files.globSync('test/system/**/*.test.ts').toSorted()
  const chosen = found.filter((file) => file.includes(pattern))
  if (chosen.length === 0) {
    console.error(`No test file of test/system has "${pattern}" in its path`)
    process.exit(1)
  }
  installPackages()
  process.exit(await runTests(chosen))
}

/** What can't be installed is told here, and each test that needs it says so, too. */
function installPackages() {
  const known = JSON.parse(files.readFileSync(join(root, 'test', 'system', 'packages.json'), 'utf8'))
  const missing = known.filter(({ program }) => !isOnPath(program))
  if (missing.length === 0) return
  const names = missing.map((one) => one.package)
  const reason = whyNot()
  if (reason !== null) {
    console.log(`Not installed, for ${reason}; what needs them is skipped:`)
    for (const one of missing) console.log(`  ${one.package}: ${one.for}`)
    return
  }
  console.log(`Installs ${names.join(', ')} (apt-get) …`)
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...new Set(names)])
}

/** Null: they can be installed. */
function whyNot() {
  if (!isOnPath('apt-get')) return 'this is no Debian'
  return process.getuid?.() === 0 ? null : 'this is not root'
}

/** No service may start by being installed: the tests start their own. */
function apt(args) {
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !files.existsSync(policy)
  if (isOurs) files.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', files.openSync('/dev/null', 'w'), 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (isOurs) files.rmSync(policy)
  if (status === 0) return
  console.error(`apt-get ${args[0]} did not succeed; its reason is above`)
  process.exit(1)
}

function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => files.existsSync(join(folder, program)))
}

/** One PostgreSQL and one scratch folder for the run, both gone with it. */
async function runTests(chosen) {
  const { startTestServer } = await import('../test/support/postgres.ts')
  const { url } = await startTestServer()
  const folder = files.mkdtempSync(join(tmpdir(), 'muster-system-'))
  files.chmodSync(folder, 0o755)
  const options = ['--conditions=muster-source', '--test', '--test-concurrency=2', '--test-timeout=600000']
  const { status } = spawnSync(process.execPath, [...options, ...chosen], {
    stdio: 'inherit',
    env: { ...withoutSettings(), MUSTER_TEST_DATABASE_URL: url, MUSTER_TEST_SYSTEM_FOLDER: folder },
  })
  files.rmSync(folder, { recursive: true, force: true })
  return status ?? 1
}
