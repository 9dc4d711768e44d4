import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { commands } from '../../src/cli/commands.ts'
import { musterMain } from '../support/muster-process.ts'

const place = mkdtempSync(join(tmpdir(), 'muster-no-prompt-'))
after(() => rmSync(place, { recursive: true }))

/** A command that waits for an answer would wait for ever: a machine under load needs seconds. */
const PATIENCE_MS = 60_000

/** `closed`: no standard input at all. `silent`: one that stays open and says nothing, as a forgotten pipe does. */
type Input = 'closed' | 'silent'

function run(args: readonly string[], input: Input): Promise<number | 'hangs'> {
  const line = input === 'closed' ? 'exec "$0" "$@" <&-' : 'exec "$0" "$@"'
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', line, process.execPath, '--conditions=muster-source', musterMain, ...args], {
      cwd: place,
      // No database: who sets one up or asks it is refused, and who waits for a confirmation first, hangs.
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve('hangs')
    }, PATIENCE_MS)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      child.stdin.destroy()
      resolve(code ?? 'hangs')
    })
  })
}

/** A value for each operand that a command must have. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = { new: ['tracker', join(place, 'made')] }

for (const command of commands)
  test(`muster ${command.name} ends by itself where nobody can answer`, async () => {
    const missing = command.operands.filter(({ optional }) => !optional).map(({ name }) => join(place, name))
    const args = [command.name, ...(OPERANDS[command.name] ?? missing)]

    const codes = [await run(args, 'closed'), await run(args, 'silent')]

    assert.ok(!codes.includes('hangs'), `muster ${args.join(' ')}`)
    assert.equal(codes.includes(2), false, `muster ${args.join(' ')} is no usage of it`)
  })
