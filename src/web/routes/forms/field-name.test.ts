import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sampleTracker } from '../../../../test/support/sample-tracker.ts'
import { parseFieldName, parseFormItem } from './field-name.ts'

const parse = (name: string) => parseFieldName(name, sampleTracker)
const issue12 = { className: 'issue', id: 12 }
const msg1 = { className: 'msg', id: -1 }

test('a plain name is a property of the page’s node', () => {
  assert.deepEqual(parse('title'), { is: 'set', item: null, property: 'title' })
  assert.deepEqual(parse('@title'), { is: 'set', item: null, property: 'title' })
  assert.deepEqual(parse('issue12'), { is: 'set', item: null, property: 'issue12' })
})

test('a designator in front names another node, or a new one', () => {
  assert.deepEqual(parse('issue12@title'), { is: 'set', item: issue12, property: 'title' })
  assert.deepEqual(parse('issue12:title'), { is: 'set', item: issue12, property: 'title' })
  assert.deepEqual(parse('msg-1@content'), { is: 'set', item: msg1, property: 'content' })
  assert.deepEqual(parse('nothing3@title'), null)
})

test('commands on multilinks, confirmations and links', () => {
  assert.deepEqual(parse('@add@nosy'), { is: 'add', item: null, property: 'nosy' })
  assert.deepEqual(parse(':remove:nosy'), { is: 'remove', item: null, property: 'nosy' })
  assert.deepEqual(parse('@confirm@password'), { is: 'confirm', item: null, property: 'password' })
  assert.deepEqual(parse('issue12@add@nosy'), { is: 'add', item: issue12, property: 'nosy' })
  assert.deepEqual(parse('msg-1:link:files'), { is: 'link', item: msg1, property: 'files' })
})

test('notes, files and what is required', () => {
  assert.deepEqual(parse('@note'), { is: 'note' })
  assert.deepEqual(parse(':file'), { is: 'file' })
  assert.deepEqual(parse('@required'), { is: 'required', item: null })
  assert.deepEqual(parse('msg-1@required'), { is: 'required', item: msg1 })
})

test('variables of the page are no properties', () => {
  for (const name of [
    '@action',
    ':template',
    '@csrf',
    '@revision',
    '@lastactivity',
    '@columns',
    '@dispname',
    '',
    '@',
    'a@b@c',
  ])
    assert.equal(parse(name), null, name)
})

test('any text is a field name or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z@:0-9-]{0,20}$/)), (name) => {
      const parsed = parse(name)
      assert.ok(parsed === null || typeof parsed.is === 'string')
    }),
  )
})

test('a link takes designators of nodes, new or not', () => {
  assert.deepEqual(parseFormItem('msg-1', sampleTracker), msg1)
  assert.deepEqual(parseFormItem('issue12', sampleTracker), issue12)
  for (const text of ['', '12', 'msg', 'msg-', 'nothing1', 'msg1x'])
    assert.equal(parseFormItem(text, sampleTracker), null, text)
})
