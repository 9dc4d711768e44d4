import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionedNames } from './mentions.ts'

test('names with an @ in front are found, wherever they stand in a sentence', () => {
  assert.deepEqual(mentionedNames('@ada, could you look? So could (@b.person-x) and @Zoë.'), [
    'ada',
    'b.person-x',
    'Zoë',
  ])
  assert.deepEqual(mentionedNames('@ada\n@ada and @ada again'), ['ada'])
})

test('addresses, paths, calls, quotes and code name nobody', () => {
  for (const text of [
    'write to ada@muster.example',
    'https://example.org/@ada',
    '@ada@social.example',
    '> @ada said so',
    '    @ada\n    def f(): ...',
    '```\n@ada wrote this\n```',
    'the decorator `@ada` here',
    '@lru_cache(maxsize=1)',
    '@property\ndef size(self): ...',
  ])
    assert.deepEqual(mentionedNames(text), [], text)
})

test('a text names thirty people at most', () => {
  const text = Array.from({ length: 100 }, (_, index) => `hello @person${index}`).join('\n')
  assert.equal(mentionedNames(text).length, 30)
})
