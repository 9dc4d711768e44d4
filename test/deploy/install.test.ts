import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { dataFolder } from './embedded-process.ts'

const root = join(import.meta.dirname, '..', '..')

/** A clone with an npm that notes how it was called and leaves what npm leaves. */
function cloneOf(context: TestContext) {
  const folder = dataFolder(context)
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'install.mjs'), `import { installMissing } from './scripts/install.mjs'\ninstallMissing()`)
  const calls = join(folder, 'calls')
  const npm = join(folder, 'npm.cjs')
  writeFileSync(
    npm,
    `const fs = require('node:fs')
     fs.appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ') + '\\n')
     fs.mkdirSync(${JSON.stringify(join(folder, 'node_modules'))}, { recursive: true })`,
  )
  const install = (environment: Readonly<Record<string, string>> = {}): readonly string[] => {
    rmSync(calls, { force: true })
    const env = { ...process.env, NODE_ENV: '', npm_execpath: npm, ...environment }
    const { status, stderr } = spawnSync(process.execPath, ['install.mjs'], { cwd: folder, encoding: 'utf8', env })
    assert.equal(status, 0, stderr)
    return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []
  }
  return { folder, install, lockFile: join(folder, 'package-lock.json') }
}

test('a fresh clone is installed once, with everything and no scripts of packages', (context) => {
  const { install } = cloneOf(context)
  const [call, ...more] = install()
  assert.match(call ?? '', /^ci --ignore-scripts .*--include=dev$/)
  assert.deepEqual(more, [])
  assert.deepEqual(install(), [])
})

test('a changed lock file is installed again', (context) => {
  const { install, lockFile } = cloneOf(context)
  install()
  appendFileSync(lockFile, '\n')
  assert.equal(install().length, 1)
  assert.deepEqual(install(), [])
})

test('what a person installed with npm stays, unless the lock file is newer', (context) => {
  const { folder, install, lockFile } = cloneOf(context)
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{}')
  assert.deepEqual(install(), [])

  rmSync(join(folder, 'node_modules', '.muster-installed'))
  const later = new Date(Date.now() + 60_000)
  utimesSync(lockFile, later, later)
  assert.equal(install().length, 1)
})

test('an update that takes away the Node that runs it gets it again', (context) => {
  const { folder, lockFile } = cloneOf(context)
  const own = join(folder, 'node_modules', 'node')
  const binary = join(own, 'bin', 'node')
  mkdirSync(join(own, 'bin'), { recursive: true })
  copyFileSync(process.execPath, binary, constants.COPYFILE_FICLONE)
  writeFileSync(join(folder, 'npm.cjs'), `require('node:fs').rmSync(${JSON.stringify(binary)})`)
  writeFileSync(
    join(own, 'installArchSpecificPackage.js'),
    `require('node:fs').copyFileSync(process.execPath, ${JSON.stringify(binary)})`,
  )
  writeFileSync(
    join(folder, 'install.mjs'),
    `import { installMissing } from './scripts/install.mjs'\nconsole.log(installMissing())`,
  )
  appendFileSync(lockFile, '\n')
  const env = {
    ...process.env,
    NODE_ENV: '',
    npm_execpath: join(folder, 'npm.cjs'),
    npm_node_execpath: process.execPath,
  }
  const { status, stdout, stderr } = spawnSync(binary, ['install.mjs'], { cwd: folder, encoding: 'utf8', env })
  assert.equal(status, 0, stderr)
  assert.equal(stdout.trim().split('\n').at(-1), binary)
  assert.ok(existsSync(binary))
})

test('in production an installation is taken as it is, and a missing one gets no tools', (context) => {
  const { install, lockFile } = cloneOf(context)
  assert.match(install({ NODE_ENV: 'production' })[0] ?? '', /--omit=dev$/)
  appendFileSync(lockFile, '\n')
  assert.deepEqual(install({ NODE_ENV: 'production' }), [])
})
