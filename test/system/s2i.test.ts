import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { REPOSITORY, type AssembleOptions, assemble, assembled } from './support/assemble.ts'
import { BASE_NEEDS, run, standInBase } from './support/base.ts'
import { missing } from './support/needs.ts'
import { once, runFolder } from './support/once.ts'
import { restricted, root } from './support/restricted.ts'
import { listTree, loosePaths } from './support/tree.ts'

const needs = { skip: missing(...BASE_NEEDS) }
const head = run('git', ['-C', root, 'rev-parse', 'HEAD']).trim()

const readJson = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8')) as unknown
const build = (name: string, options: AssembleOptions) => assemble(join(runFolder, name), options)

/** What save-artifacts of the shared build gives. */
async function savedArtifacts(): Promise<string> {
  const { app } = await assembled()
  const folder = await once('artifacts', async (place) => {
    const [program, args] = restricted({
      base: await standInBase(),
      uid: 1001,
      env: {},
      binds: [`${join(app, '..')}:/opt/app-root`, `${join(root, '.s2i', 'bin')}:/mnt`],
      command: ['/mnt/save-artifacts'],
    })
    const file = openSync(join(place, 'artifacts.tar'), 'w')
    assert.equal(spawnSync(program, args, { stdio: ['ignore', file, 'inherit'] }).status, 0)
  })
  return join(folder, 'artifacts.tar')
}

/** A tracker in a repository of its own, as `muster new tracker` writes one. */
async function trackerRepository(): Promise<{ readonly folder: string; readonly commit: string }> {
  const folder = await once('tracker', (place) => {
    rmSync(place, { recursive: true })
    run(process.execPath, ['--conditions=muster-source', join(root, 'src', 'main.ts'), 'new', 'tracker', place])
    const git = (...args: readonly string[]) =>
      run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], place)
    needPackage(place)
    git('init', '--quiet', '--initial-branch=main')
    git('add', '.')
    git('commit', '--quiet', '--message', 'a tracker')
    git('checkout', '--quiet', '-b', 'broken')
    git('rm', '--quiet', 'detectors/assign-by-area.ts')
    git('commit', '--quiet', '--message', 'without a module')
    git('checkout', '--quiet', 'main')
    run('chown', ['-R', '1001:0', place])
  })
  return { folder, commit: readFileSync(join(folder, '.git', 'refs', 'heads', 'main'), 'utf8').trim() }
}

/** Makes a small package one that the tracker needs, with a lock file; Muster itself is in no registry yet to be locked. */
function needPackage(tracker: string): void {
  const file = join(tracker, 'package.json')
  const { name, type } = JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string; readonly type: string }
  writeFileSync(file, JSON.stringify({ name, type, dependencies: { 'is-number': '7.0.0' } }))
  run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], tracker)
}

test('a clean clone is built by a user without rights, and says what it is made of', needs, async () => {
  const { log, app, tmp } = await assembled()

  for (const [name, value] of Object.entries({ Source: REPOSITORY, Commit: head, Node: process.versions.node }))
    assert.match(log, new RegExp(`^---> ${name} +${value.replaceAll('.', '\\.')}$`, 'm'))
  for (const tracker of ['python-dev', 'classic', 'devel', 'minimal'])
    assert.match(log, new RegExp(`trackers/${tracker}: \\d+ modules, types checked, no fault`))

  const facts = readJson(app, 'dist', 'build.json') as Record<string, unknown>
  assert.deepEqual([facts['source'], facts['commit'], facts['tracker']], [REPOSITORY, head, null])
  const { labels } = readJson(tmp, '.s2i', 'image_metadata.json') as { labels: readonly Record<string, string>[] }
  const label = (name: string) => Object.assign({}, ...labels)[name] as unknown
  assert.equal(label('org.opencontainers.image.revision'), head)
  assert.equal(label('org.opencontainers.image.source'), REPOSITORY)
})

test('what was built holds what runs and nothing else, and nobody can change it', needs, async () => {
  const { app, tmp } = await assembled()

  const shipped = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package-lock.json', 'package.json']
  const folders = ['bin', 'db', 'deploy', 'dist', 'node_modules', 'public', 'templates']
  assert.deepEqual(readdirSync(app).toSorted(), [...shipped, ...folders].toSorted())
  assert.deepEqual(loosePaths(app), [])
  assert.deepEqual(readdirSync(tmp).toSorted(), ['.s2i', 'src'])
  assert.ok(!existsSync(join(app, 'node_modules', 'typescript')))
})

test('the list of packages is that of the packages that were shipped', needs, async () => {
  const { app } = await assembled()
  const bill = readJson(app, 'dist', 'sbom.cdx.json') as {
    readonly components: readonly { readonly name: string; readonly version: string }[]
  }
  const installed = readJson(app, 'node_modules', '.package-lock.json') as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>
  }

  const listed = bill.components.map(({ name, version }) => `${name}@${version}`)
  const shipped = Object.entries(installed.packages).map(
    ([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`,
  )
  assert.deepEqual([...new Set(listed)].toSorted(), [...new Set(shipped)].toSorted())
})

test('the next build takes the packages over and gives the very same files', needs, async () => {
  const artifacts = await savedArtifacts()

  const { status, log, app } = await build('incremental', { artifacts })

  assert.equal(status, 0, log)
  assert.match(log, /^---> Takes over the packages of the previous build$/m)
  assert.deepEqual(listTree(app), listTree((await assembled()).app))
})

test("a tracker of one's own is built in, with its commit and what its lock file names", needs, async () => {
  const { folder, commit } = await trackerRepository()
  const artifacts = await savedArtifacts()
  const env = { MUSTER_TRACKER_URI: 'file:///mnt', MUSTER_TRACKER_REF: 'main' }

  const { status, log, app } = await build('own', { artifacts, env, binds: [`${folder}:/mnt`] })

  assert.equal(status, 0, log)
  assert.match(log, new RegExp(`^---> Tracker +file:///mnt main ${commit}$`, 'm'))
  assert.match(log, /\/src\/tracker: \d+ modules, types checked, no fault$/m)
  const { tracker } = readJson(app, 'dist', 'build.json') as { readonly tracker: unknown }
  assert.deepEqual(tracker, { folder: 'tracker', source: 'file:///mnt', ref: 'main', commit })

  assert.deepEqual(
    readdirSync(join(app, 'tracker', 'node_modules')).filter((name) => !name.startsWith('.')),
    ['is-number'],
  )

  const said = inBuilt(app, ['muster', 'check'])
  assert.match(said, /^MUSTER_TRACKER=\/opt\/app-root\/src\/tracker \(default\)$/m)
})

function inBuilt(app: string, command: readonly string[]): string {
  const [program, args] = restricted({
    base: join(runFolder, 'base'),
    uid: 1_000_680_000,
    env: { NODE_ENV: 'production', PATH: '/opt/app-root/src/bin:/usr/bin:/bin' },
    binds: [`${join(app, '..')}:/opt/app-root`],
    command,
  })
  return run(program, args)
}

test('a module that a detector imports and that is gone fails the build by its name', needs, async () => {
  const artifacts = await savedArtifacts()
  const prepare = (sources: string) => rmSync(join(sources, 'trackers', 'python-dev', 'detectors', 'autonosy.ts'))

  const { status, log } = await build('missing', { artifacts, prepare })

  assert.notEqual(status, 0)
  assert.match(log, /trackers\/python-dev\/detectors\/index\.ts.*Cannot find module '\.\/autonosy\.ts'/)
})

test("and so it does in a tracker of one's own", needs, async () => {
  const { folder } = await trackerRepository()
  const artifacts = await savedArtifacts()
  const env = { MUSTER_TRACKER_URI: 'file:///mnt', MUSTER_TRACKER_REF: 'broken' }

  const { status, log } = await build('own-broken', { artifacts, env, binds: [`${folder}:/mnt`] })

  assert.notEqual(status, 0)
  assert.match(log, /tracker\/detectors\/index\.ts:\d+.*assign-by-area/)
})

test('a build fails at once where it can not say what it builds', needs, async () => {
  const withoutHistory = (sources: string) => rmSync(join(sources, '.git'), { recursive: true })
  const unknown = await build('unknown', { prepare: withoutHistory })
  assert.notEqual(unknown.status, 0)
  assert.match(unknown.log, /^Nothing says which commit this is/m)
  assert.doesNotMatch(unknown.log, /Installs/)

  const { folder } = await trackerRepository()
  const env = { MUSTER_TRACKER_URI: 'file:///mnt', MUSTER_TRACKER_REF: 'gone' }
  const noRef = await build('no-ref', { env, binds: [`${folder}:/mnt`] })
  assert.notEqual(noRef.status, 0)
  assert.match(noRef.log, /MUSTER_TRACKER_URI file:\/\/\/mnt at MUSTER_TRACKER_REF gone could not be taken in/)
})

test('who asks the image how it is built, is told', needs, async () => {
  const said = run(join(root, '.s2i', 'bin', 'usage'), [])
  for (const name of ['MUSTER_TRACKER_URI', 'MUSTER_TRACKER_REF', 'NPM_MIRROR']) assert.match(said, new RegExp(name))
})

test('a tracker with dependencies and no lock file is refused', needs, async () => {
  const folder = join(runFolder, 'unlocked')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"unlocked","dependencies":{"fastify":"^5.0.0"}}')
  run('git', ['init', '--quiet', '--initial-branch=main'], folder)
  run('git', ['add', '.'], folder)
  run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-qm', 'x'], folder)
  run('chown', ['-R', '1001:0', folder])

  const { status, log } = await build('no-lock', {
    env: { MUSTER_TRACKER_URI: 'file:///mnt' },
    binds: [`${folder}:/mnt`],
  })

  assert.notEqual(status, 0)
  assert.match(log, /^file:\/\/\/mnt has dependencies but no package-lock\.json/m)
})
