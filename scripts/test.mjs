// npm test: types, lint, format, then every test on one real PostgreSQL. `npm test -- --only PATTERN` runs the
// tests whose path holds PATTERN, and nothing else. What needs packages of the system is `npm run test:system`.
import { spawnSync } from 'node:child_process'
import * as files from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { installMissing, root } from './install.mjs'
import { runChild } from './run-child.mjs'
import { withoutSettings } from './without-settings.mjs'

const node = installMissing()
const args = process.argv.slice(2)

// Node 24 understands the TypeScript of test/support, an older one doesn't.
if (node === process.execPath) await runAll(parseArguments(args))
else runChild(node, [join(root, 'scripts', 'test.mjs'), ...args])

function parseArguments(given) {
  const at = given.indexOf('--only')
  if (at === -1 && given.length === 0) return ''
  if (at === 0 && given.length === 2) return given[1]
  console.error('Usage: npm test [-- --only PATTERN]')
  process.exit(2)
}

async function runAll(pattern) {
  process.chdir(root)
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`)
  const failed = pattern === '' ? runChecks() : []
  const status = await runTests(testFiles(pattern))
  if (failed.length > 0) console.log(`\nNot green: ${failed.join(', ')} (see above)`)
  process.exit(status === 0 && failed.length === 0 ? 0 : 1)
}

/** Returns the names of those that found something. */
function runChecks() {
  const modules = join(root, 'node_modules')
  const checks = [
    ['types', join('typescript', 'bin', 'tsc'), ['-p', '.']],
    ['lint', join('oxlint', 'bin', 'oxlint'), ['--type-aware']],
    ['format', join('oxfmt', 'bin', 'oxfmt'), ['--check']],
    ['unused code', join('knip', 'bin', 'knip.js'), []],
  ]
  return checks
    .filter(([name, script, options]) => {
      console.log(`\n== ${name}: ${[script, ...options].join(' ')}`)
      return spawnSync(process.execPath, [join(modules, script), ...options], { stdio: 'inherit' }).status !== 0
    })
    .map(([name]) => name)
}

function testFiles(pattern) {
  const found = files
    .globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'trackers/**/*.test.ts'])
    .filter((file) => !file.startsWith(join('test', 'system')))
    .toSorted()
  const chosen = found.filter((file) => file.replaceAll('\\', '/').includes(pattern))
  if (chosen.length > 0) return chosen
  console.error(`No test file has "${pattern}" in its path`)
  process.exit(1)
}

/** The server ends with this process. */
async function runTests(files) {
  const { startTestServer } = await import('../test/support/postgres.ts')
  const given = process.env.MUSTER_TEST_DATABASE_URL
  const url = given ?? (await startTestServer()).url
  console.log(
    `\n== tests: ${files.length} files on ${given ? 'the PostgreSQL of MUSTER_TEST_DATABASE_URL' : 'a PostgreSQL of their own'}`,
  )
  const options = [
    '--conditions=muster-source',
    '--test',
    `--test-concurrency=${Math.max(2, availableParallelism())}`,
    '--test-timeout=300000',
  ]
  return (
    spawnSync(process.execPath, [...options, ...files], {
      stdio: 'inherit',
      env: { ...withoutSettings(), MUSTER_TEST_DATABASE_URL: url },
    }).status ?? 1
  )
}
