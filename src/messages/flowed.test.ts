import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { flowed, unflowed } from './flowed.ts'

const withoutTrailingBlanks = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '-- ' ? line : line.trimEnd()))
    .join('\n')

test('flowed text reads back as it was, save for blanks at the ends of lines', () => {
  const lines = fc.string({
    unit: fc.constantFrom('a', ' ', '>', '-', '_', '|', 'From ', 'word ', 'é', '\t'),
    maxLength: 200,
  })
  const texts = fc.array(fc.oneof(lines, fc.constant('-- '), fc.constant('')), { maxLength: 12 })
  fc.assert(
    fc.property(texts, (given) => {
      const text = given.join('\n')
      assert.equal(unflowed(flowed(text)), withoutTrailingBlanks(text))
    }),
    { numRuns: 2000 },
  )
})

test('paragraphs are cut at 72 characters, behind a blank; quotes, code and rules are left alone', () => {
  const paragraph = 'A sentence of some length that nobody would want to read on one line alone, is it.'
  assert.deepEqual(flowed(paragraph).split('\n'), [
    'A sentence of some length that nobody would want to read on one line ',
    'alone, is it.',
  ])
  for (const fixed of [`> ${paragraph}`, `    ${paragraph}`, `a  table ${paragraph}`, '_'.repeat(90)])
    assert.equal(flowed(fixed).split('\n').length, 1)
})
