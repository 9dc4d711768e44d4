import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedData } from '../support/shared-data.ts'
import { messageSummary, summaryOf } from '../../trackers/shared-detectors/message-summary.ts'

test('a summary is the first line where that is longer than the first sentence', () => {
  assert.equal(summaryOf('It leaks. Since Monday, all of it.\n\nMore.'), 'It leaks. Since Monday, all of it.')
})

test('a summary is the first sentence where that goes on over lines', () => {
  assert.equal(summaryOf('The pump stops\nafter an hour. Then what?'), 'The pump stops\nafter an hour.')
})

test('what is quoted is no summary', () => {
  assert.equal(summaryOf('> Does it leak?\n> Here it does.\n\nNot here.'), 'Not here.')
  assert.equal(summaryOf('Ada wrote:\n> Does it leak?\n\nNot here.'), 'Not here.')
  assert.equal(summaryOf('| old\n| words\nNot here.'), 'Not here.')
})

test('a message that is all quotation, or blank, has an empty summary', () => {
  assert.equal(summaryOf('> yes\n> no'), '')
  assert.equal(summaryOf(' \n\n \t\r\n'), '')
  assert.equal(summaryOf(''), '')
})

test('leading blank lines and line ends of every system are the same to it', () => {
  assert.equal(summaryOf('\r\n\r\nFirst line\r\nsecond\r\n\r\nthird'), 'First line')
})

test('a summary is always part of the text, lines aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '>', '|', ' ', '\n', '\r\n', '\t') }), (text) => {
      const lines = text.replaceAll('\r\n', '\n')
      return lines.includes(summaryOf(text))
    }),
  )
})

test('a summary that came with the message stays', () => {
  const changes = { summary: 'Mine', content: new TextEncoder().encode('Theirs') }
  messageSummary(null, null, changes)
  assert.equal(changes.summary, 'Mine')
})

const expectations = sharedData('mail/expected/in')
test(
  'summaries are those that Roundup made of the same mails',
  { skip: expectations ? false : 'the shared examples are not here' },
  () => {
    const made = readdirSync(expectations!).flatMap((file) => messagesOf(join(expectations!, file)))
    assert.ok(made.length > 50)
    for (const { content, summary } of made) assert.equal(summaryOf(content), summary)
  },
)

function messagesOf(file: string): readonly { content: string; summary: string }[] {
  const { created } = JSON.parse(readFileSync(file, 'utf8')) as {
    created: Record<string, { content: unknown; summary: string }>
  }
  return Object.entries(created).flatMap(([designator, { content, summary }]) =>
    designator.startsWith('msg') && typeof content === 'string' ? [{ content, summary }] : [],
  )
}
