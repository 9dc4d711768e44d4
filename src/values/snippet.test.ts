import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { markHits, snippet } from './snippet.ts'
import type { SnippetPart } from './snippet.ts'

const word = (text: string) => ({ is: 'word', text }) as const

function print(parts: readonly SnippetPart[]): string {
  return parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
}

test('hits are marked as they are written', () => {
  assert.equal(print(markHits('The Quick brown fox', [word('quick'), word('FOX')])), 'The [Quick] brown [fox]')
  assert.equal(print(markHits('asyncio.wait_for(x)', [word('wait_for')])), 'asyncio.[wait_for](x)')
  assert.equal(print(markHits('asyncio.wait_for(x)', [word('asyncio.wait_for')])), '[asyncio.wait_for](x)')
  assert.equal(print(markHits('FooBarError', [word('bar')])), 'Foo[Bar]Error')
  assert.equal(print(markHits('it does not work', [{ is: 'phrase', text: 'not work' }])), 'it does [not] [work]')
  assert.equal(print(markHits('traceback', [{ is: 'prefix', text: 'trac' }])), '[traceback]')
  assert.equal(print(markHits('nothing', [word('else')])), 'nothing')
})

test('a snippet is cut around the place where the most terms stand, between words', () => {
  const text = `A fox at the start. ${'filler words here '.repeat(40)}then the quick\n\n brown fox jumps ${'and more '.repeat(60)}`
  const cut = print(snippet(text, [word('quick'), word('fox')]))
  assert.match(cut, /^… \S/)
  assert.match(cut, /the \[quick\] brown \[fox\] jumps/)
  assert.match(cut, /\S …$/)
  assert.ok(cut.length < 260)
})

test('without a hit a snippet is the beginning', () => {
  assert.equal(print(snippet('short text', [word('else')])), 'short text')
})

test('the parts of marked text are the text, and a snippet is no longer than two lines', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(anyText, fc.array(anyText.map(word), { maxLength: 3 }), (text, terms) => {
      assert.equal(
        markHits(text, terms)
          .map((part) => part.text)
          .join(''),
        text,
      )
      assert.ok(snippet(text, terms).reduce((sum, part) => sum + part.text.length, 0) <= 230)
    }),
  )
})
