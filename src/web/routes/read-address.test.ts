import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleTracker } from '../../../test/support/sample-tracker.ts'
import { readAddress } from './read-address.ts'

const read = (text: string) => readAddress(text, sampleTracker)

test('a path names a class or a node', () => {
  assert.deepEqual(read('issue'), { className: 'issue' })
  assert.deepEqual(read('issue12'), { className: 'issue', id: 12 })
  assert.deepEqual(read('msg5'), { className: 'msg', id: 5 })
})

test('zeros before the number and letters after it don’t count', () => {
  assert.deepEqual(read('issue0012'), { className: 'issue', id: 12 })
  assert.deepEqual(read('issue12abc'), { className: 'issue', id: 12 })
  assert.deepEqual(read('issue2147483647'), { className: 'issue', id: 2147483647 })
})

test('what names neither is not there', () => {
  for (const text of [
    'nothing',
    'nothing1',
    'Issue1',
    'issue0',
    'issue2147483648',
    `issue${'9'.repeat(400)}`,
    'issues',
    'issue-1',
    '12',
    '',
  ])
    assert.throws(() => read(text), { code: 'not-found' }, text)
})
