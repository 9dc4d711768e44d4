import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from './nearest.ts'

const known = ['init', 'migrate', 'check', 'new', 'import-roundup', 'verify-roundup']

for (const [typed, meant] of [
  ['inti', 'init'],
  ['migrat', 'migrate'],
  ['chekc', 'check'],
  ['import', 'import-roundup'],
  ['verify_roundup', 'verify-roundup'],
  ['nwe', 'new'],
] as const)
  test(`${typed} is taken for ${meant}`, () => assert.equal(nearest(typed, known), meant))

for (const typed of ['xyz', 'drop-everything', ''])
  test(`"${typed}" is like none of them`, () => assert.equal(nearest(typed, known), null))

test('nothing is near where nothing is known', () => assert.equal(nearest('init', []), null))
