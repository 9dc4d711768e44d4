import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddress, linesOf } from '../../trackers/shared-detectors/user-rules.ts'

for (const text of [
  'ada@example.org',
  'a.b+c@localhost',
  '"odd name"@outside.example',
  'grüße@müller.example',
  'ada@[192.0.2.1]',
  "o'hara@example.org",
])
  test(`${text} is an address`, () => assert.ok(isAddress(text)))

for (const text of [
  '',
  'ada',
  '@example.org',
  'ada@',
  'ada lovelace@example.org',
  'ada@exa mple.org',
  'ada@example.org, b@example.org',
  'Ada <ada@example.org>',
  'ada@example.org\n',
  'a\u0000@example.org',
])
  test(`${JSON.stringify(text)} is no address`, () => assert.ok(!isAddress(text)))

test('alternate addresses stand one a line, blanks aside', () => {
  assert.deepEqual(linesOf(' a@example.org\r\n\n b@example.org '), ['a@example.org', 'b@example.org'])
})
