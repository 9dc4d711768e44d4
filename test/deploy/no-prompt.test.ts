import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from '../../src/cli/commands.ts'
import { runMuster } from '../support/muster-process.ts'

/** A folder that is in use: `new` must not write, and nothing is there to be imported. */
const OPERANDS = ['tracker', import.meta.dirname]

/** These go on until they are told to stop, whatever the database does. */
const SERVERS = new Set(['serve', 'work'])

for (const { name, operands } of commands.filter((command) => !SERVERS.has(command.name)))
  test(
    `muster ${name} ends by itself with its stdin closed and no database to be reached`,
    { timeout: 60_000 },
    async () => {
      const given = operands
        .filter(({ optional }) => !optional)
        .map((_operand, index) => OPERANDS.at(-operands.length + index)!)
      const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: 'postgres://muster@127.0.0.1:9/muster' }

      const { code, out, err } = await runMuster([name, ...given], { env })

      assert.ok(code === 0 || code === 1, `${code}: ${err}`)
      assert.doesNotMatch(out + err, /\?\s*$|fault of Muster/)
    },
  )
