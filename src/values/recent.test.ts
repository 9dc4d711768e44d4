import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Recent } from './recent.ts'

test('what was not used for the longest time makes room', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  recent.get('a')
  recent.set('c', 3)

  assert.deepEqual([recent.get('a'), recent.get('b'), recent.get('c')], [1, undefined, 3])
})

test('a name has the value that it was given last', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1)
  recent.set('a', 2)

  assert.equal(recent.get('a'), 2)
})
