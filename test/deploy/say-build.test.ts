import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { dataFolder } from './embedded-process.ts'

const root = join(import.meta.dirname, '..', '..')

/** Sources of Muster, as far as they matter here, with or without a clone's history. */
function sourcesOf(context: TestContext, { isClone }: { readonly isClone: boolean }) {
  const folder = dataFolder(context)
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  const git = (...args: readonly string[]) => {
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
    return spawnSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).stdout.trim()
  }
  if (isClone) {
    git('init', '--initial-branch=main')
    git('remote', 'add', 'origin', 'https://ada:changeme@git.example.org/muster.git')
    git('add', '.')
    git('commit', '--message', 'everything')
  }
  const say = (environment: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts', 'say-build.mjs')], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    })
    return { status, out: stdout, err: stderr }
  }
  return { folder, say, head: isClone ? git('rev-parse', 'HEAD') : '' }
}

test('a build from a clone says address, ref and commit, and no password', (context) => {
  const { say, head } = sourcesOf(context, { isClone: true })

  const { status, out } = say()

  assert.equal(status, 0)
  assert.match(out, /^---> Source +https:\/\/git\.example\.org\/muster\.git$/m)
  assert.match(out, /^---> Ref +main$/m)
  assert.match(out, new RegExp(`^---> Commit +${head}$`, 'm'))
  assert.match(out, new RegExp(`^---> Node +${process.versions.node}$`, 'm'))
})

test('sources that differ from their commit are said to be', (context) => {
  const { folder, say, head } = sourcesOf(context, { isClone: true })
  writeFileSync(join(folder, 'more.txt'), '')
  assert.match(say().out, new RegExp(`^---> Commit +${head}-dirty$`, 'm'))
})

test('a build that is told another commit than its clone has is refused', (context) => {
  const { say, head } = sourcesOf(context, { isClone: true })
  assert.equal(say({ MUSTER_BUILD_COMMIT: head }).status, 0)

  const { status, err } = say({ MUSTER_BUILD_COMMIT: 'f'.repeat(40) })

  assert.equal(status, 1)
  assert.equal(err, `MUSTER_BUILD_COMMIT is ${'f'.repeat(40)}, but the sources are those of ${head}\n`)
})

test('without a clone, what OpenShift says counts; where nobody says the commit, the build is refused', (context) => {
  const { say } = sourcesOf(context, { isClone: false })

  const { status, out } = say({
    OPENSHIFT_BUILD_SOURCE: 'https://git.example.org/muster.git',
    OPENSHIFT_BUILD_REFERENCE: 'v1',
    OPENSHIFT_BUILD_COMMIT: 'a'.repeat(40),
  })

  assert.equal(status, 0)
  assert.match(out, /^---> Source +https:\/\/git\.example\.org\/muster\.git$/m)
  assert.match(out, /^---> Ref +v1$/m)
  assert.match(out, /^---> Commit +a{40}$/m)

  const refused = say()
  assert.equal(refused.status, 1)
  assert.match(refused.err, /^Nothing says which commit this is: build from a clone, or set MUSTER_BUILD_COMMIT/)
})
