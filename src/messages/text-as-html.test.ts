import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textAsHtml } from './text-as-html.ts'

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
/** What a reader of the HTML sees. */
const seen = (markup: string): string =>
  markup.replaceAll(/<[^>]*>/g, '').replaceAll(/&(lt|gt|quot|#39|amp);/g, (_match, name: string) => ENTITIES[name]!)

test('paragraphs, quotes, code and links are what they look like', () => {
  const text = [
    'Seen on 3.12, see https://tracker.example/issue1?a=1&b=2.',
    'Second line',
    '',
    '> It leaks.',
    '> > At the top.',
    '```python',
    'if a < b:',
    '',
    '    leak()',
    '```',
    '    indented & kept',
  ].join('\n')
  const markup = textAsHtml(text)
    .toString()
    .replaceAll(/ style="[^"]*"/g, '')
  assert.equal(
    markup,
    [
      '<p>Seen on 3.12, see <a href="https://tracker.example/issue1?a=1&amp;b=2">https://tracker.example/issue1?a=1&amp;b=2</a>.<br>Second line</p>',
      '<blockquote><p>It leaks.</p>',
      '<blockquote><p>At the top.</p></blockquote></blockquote>',
      '<pre>if a &lt; b:',
      '',
      '    leak()</pre>',
      '<pre>    indented &amp; kept</pre>',
    ].join('\n'),
  )
})

test('nothing that somebody writes becomes markup, and every word of it is there', () => {
  const parts = ['a', 'é', ' ', '\n', '\n\n', '>', '> ', '```', '    ', '"', "'", '&', '&lt;', '](', '\u0000', '</p>']
  const attacks = ['<img src=x onerror=alert(1)>', 'https://x.example/"><script>', 'javascript:alert(1)', 'http://']
  const words = fc.constantFrom(...parts, ...attacks)
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (given) => {
      const text = given.join('')
      const markup = textAsHtml(text).toString()
      const tags = new Set([...markup.matchAll(/<\/?(\w+)/g)].map((match) => match[1]))
      for (const tag of tags) assert.ok(['p', 'br', 'a', 'pre', 'blockquote'].includes(tag!), tag)
      for (const [, address] of markup.matchAll(/href="([^"]*)"/g)) assert.match(address!, /^https?:\/\//)
      const letters = (of: string): string => of.replaceAll(/[^a-zé]/gi, '')
      if (!text.includes('```')) assert.equal(letters(seen(markup)), letters(text))
    }),
    { numRuns: 1000 },
  )
})
