import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from '../../src/cli/commands.ts'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { runMuster } from '../support/muster-process.ts'

/** Runs in this process: nothing here reaches a database. */
async function muster(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const io: Io = {
    out: (line) => (texts.out += `${line}\n`),
    err: (line) => (texts.err += `${line}\n`),
    isTerminal: false,
    env: {},
  }
  return { code: await run(argv, io), ...texts }
}

for (const command of commands)
  test(`muster ${command.name} --help shows its usage, options and an example`, async () => {
    const { code, out, err } = await muster(command.name, '--help')

    assert.deepEqual([code, err], [0, ''])
    assert.match(out, new RegExp(`^Usage: muster ${command.name}`))
    for (const option of Object.keys(command.options)) assert.match(out, new RegExp(`--${option}`))
    for (const example of command.examples) assert.ok(out.includes(example))
    assert.deepEqual(await muster('help', command.name), { code, out, err })
  })

test('help lists every command', async () => {
  const { code, out } = await muster('help')
  assert.equal(code, 0)
  for (const { name, summary } of commands) assert.match(out, new RegExp(`^ +${name} +${summary}$`, 'm'))
  assert.deepEqual(await muster('--help'), await muster('help'))
})

test('wrong usage is exit code 2 with a sentence on stderr', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^Usage: muster COMMAND/],
    [['migrat'], /^There is no command migrat\. Did you mean migrate\?/],
    [['inti'], /Did you mean init\?/],
    [['frobnicate'], /^There is no command frobnicate\. "muster help"/],
    [['migrate', '--plann'], /^Unknown option '--plann'\.\nUsage: muster migrate/],
    [['migrate', '--drop'], /argument missing/],
    [['init', 'now'], /^"now" is one argument too many\./],
    [['new', 'tracker'], /^DIR is missing\./],
    [['new', 'class', 'x'], /writes a tracker/],
  ]
  for (const [argv, sentence] of cases) {
    const { code, out, err } = await muster(...argv)
    assert.deepEqual([code, out], [2, ''], argv.join(' '))
    assert.match(err, sentence)
  }
})

test('the program answers for its version', async () => {
  const { code, out } = await runMuster(['--version'])
  assert.equal(code, 0)
  assert.match(out, /^muster \d+\.\d+\.\d+ \(Node\.js 2\d\./)
})
