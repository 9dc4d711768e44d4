import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'muster-bounded-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const module = pathToFileURL(join(import.meta.dirname, '..', '..', 'bin', 'bounded-node.mjs')).href
const program = join(folder, 'program.mjs')
writeFileSync(
  program,
  `import { bound } from ${JSON.stringify(module)}
  bound([import.meta.filename, ...process.argv.slice(2)])
  const { pid, argv, execArgv, env } = process
  console.log(JSON.stringify({ pid, words: argv.slice(2), execArgv, arenas: env.MALLOC_ARENA_MAX }))`,
)

interface Said {
  readonly pid: number
  readonly words: readonly string[]
  readonly execArgv: readonly string[]
  readonly arenas?: string
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [...args, program, 'serve', 'a b'], {
    env: { PATH: process.env['PATH'], ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  assert.equal(code, 0, err)
  return { said: JSON.parse(out) as Said, err, pid: child.pid }
}

const canReplaceItself = { skip: process.platform === 'win32' }

test(
  'a program that asks for bounds has them, with its number, its words and the arguments of Node',
  canReplaceItself,
  async () => {
    const { said, err, pid } = await run(['--conditions=muster-source'])
    assert.equal(said.pid, pid)
    assert.deepEqual(said.words, ['serve', 'a b'])
    assert.ok(said.execArgv.includes('--max-semi-space-size=8'))
    assert.ok(said.execArgv.includes('--conditions=muster-source'))
    assert.equal(said.arenas, '2')
    assert.equal(err, '')
  },
)

test('bounds that somebody chose are left as they are', async () => {
  const own = await run(['--max-old-space-size=300'])
  assert.deepEqual(own.said.execArgv, ['--max-old-space-size=300'])
  const elsewhere = await run([], { NODE_OPTIONS: '--max-semi-space-size=8' })
  assert.deepEqual(elsewhere.said.execArgv, [])
})

test('a variable of the C library that is set already stays', canReplaceItself, async () => {
  const { said } = await run([], { MALLOC_ARENA_MAX: '7' })
  assert.equal(said.arenas, '7')
})
