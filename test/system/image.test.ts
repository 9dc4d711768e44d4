import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { REPOSITORY, assembled } from './support/assemble.ts'
import { BASE_NEEDS, run } from './support/base.ts'
import { IMAGE_NEEDS, buildUntold, builtImage, dropImages, inspectImage } from './support/image.ts'
import { missing } from './support/needs.ts'
import { restricted } from './support/restricted.ts'
import { listTree, loosePaths } from './support/tree.ts'

const needs = { skip: missing(...BASE_NEEDS, ...IMAGE_NEEDS) }
/** Of what Muster adds to its base. */
const MOST_BYTES = 64_000_000

after(() => {
  if (needs.skip === false) dropImages()
})

test('the image says what it is made of, in its labels and inside', needs, async () => {
  const { sources, files } = await builtImage()
  const git = (...args: readonly string[]) => run('git', ['-C', sources, ...args]).trim()

  const { config } = inspectImage()

  const label = (name: string) => config.Labels[`org.opencontainers.image.${name}`]
  const { version } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8')) as { readonly version: string }
  assert.deepEqual(['source', 'revision', 'version', 'ref.name'].map(label), [
    REPOSITORY,
    git('rev-parse', 'HEAD'),
    version,
    git('branch', '--show-current'),
  ])
  assert.equal(Date.parse(label('created')!) / 1000, Number(git('log', '-1', '--format=%ct')))
  const facts = JSON.parse(readFileSync(join(files, 'opt/muster/dist/build.json'), 'utf8')) as {
    readonly commit: string
  }
  assert.equal(facts.commit, label('revision'))
})

test('the image runs muster serve as 1001:0, keeps nothing, and is told the rest', needs, async () => {
  await builtImage()
  const { config } = inspectImage()
  assert.deepEqual([config.User, config.Entrypoint, config.Cmd], ['1001:0', ['muster'], ['serve']])
  assert.deepEqual(Object.keys(config.ExposedPorts), ['8080/tcp'])
  assert.equal(config.Volumes, undefined)
  assert.deepEqual(
    config.Env.filter((one) => /^(MUSTER|NODE_ENV|NPM)/.test(one)),
    ['NODE_ENV=production', 'MUSTER_HOST=0.0.0.0'],
  )
})

test('nothing in the image can be written or takes the rights of another, and it is small', needs, async () => {
  const { files } = await builtImage()
  const muster = join(files, 'opt/muster')
  assert.deepEqual(loosePaths(muster), [])
  assert.equal(run('find', [muster, '-not', '-user', '0']), '')
  const bytes = Number(run('du', ['--summarize', '--bytes', muster]).split('\t')[0])
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`)
})

test('the image holds the very files that S2I builds of the same commit, down to the npm package', needs, async () => {
  const { files } = await builtImage()
  const { app } = await assembled()
  const [ofImage, ofS2i] = [listTree(join(files, 'opt/muster')), listTree(app)]
  assert.deepEqual(ofImage, ofS2i)

  const digests = [join(files, 'opt/muster'), app].map((folder) => {
    const [packed] = JSON.parse(
      run('npm', ['pack', folder, '--json', '--ignore-scripts', '--pack-destination=/tmp']),
    ) as [{ readonly integrity: string }]
    return packed.integrity
  })
  assert.equal(digests[0], digests[1])
})

test('the image runs as any UID on a root that is read-only', needs, async () => {
  const { files } = await builtImage()
  const inImage = (...command: readonly string[]) =>
    run(...restricted({ base: files, uid: 1_000_680_000, env: { PATH: '/opt/muster/bin:/usr/bin:/bin' }, command }))
  assert.match(inImage('muster', '--version'), /^muster \d/)
  assert.match(inImage('muster', 'check'), /python-dev: \d+ modules, .*no fault/)
})

test('an image that would not say what it is made of is not built', needs, async () => {
  const { status, err } = await buildUntold()
  assert.notEqual(status, 0)
  assert.match(err, /Set the build argument MUSTER_BUILD_COMMIT, or use "npm run image"/)
})
