import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BASE_NEEDS, run, standInBase } from './support/base.ts'
import { missing } from './support/needs.ts'
import { restricted } from './support/restricted.ts'

test(
  'the stand-in for the UBI image has Node 24, npm, git and the user 1001',
  { skip: missing(...BASE_NEEDS) },
  async () => {
    const base = await standInBase()
    const inBase = (...command: readonly string[]) => run(...restricted({ base, uid: 1001, env: {}, command })).trim()

    assert.match(inBase('node', '--version'), /^v2[4-9]\./)
    assert.match(inBase('npm', '--version'), /^\d+\./)
    assert.match(inBase('git', '--version'), /^git version/)
    assert.equal(inBase('sh', '-c', 'echo $(id -un) $(id -u):$(id -g)'), 'default 1001:0')
  },
)
