import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing } from './support/needs.ts'
import { root } from './support/restricted.ts'

const needs = { skip: missing('systemd-analyze') }
const unit = join(root, 'deploy', 'systemd', 'muster.service')
/** Of 10; a web server of Debian has 9.2. What is left is that it talks to the network. */
const MOST_EXPOSED = 1.5

test('systemd finds nothing wrong with the unit but that Muster is not installed here', needs, () => {
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })
  const said = stderr.split('\n').filter((line) => line !== '')
  assert.ok(existsSync(unit))
  assert.deepEqual(
    said.filter((line) => !/\/opt\/muster\/\S+ is not executable/.test(line)),
    [],
  )
})

test('the service can do little to its machine', needs, () => {
  const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', unit], { encoding: 'utf8' })
  const [, level] = /Overall exposure level for muster\.service: ([\d.]+)/.exec(stdout) ?? []
  assert.ok(Number(level) <= MOST_EXPOSED, stdout)
})
