import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { resolveTracker } from '../../schema/resolve-tracker.ts'
import definition from '../../../trackers/python-dev/tracker.ts'
import { findLinks } from './find-links.ts'
import { parseText } from './parse-text.ts'
import type { NodeNote } from './text-link.ts'
import { rulesOf } from './tracker-rules.ts'

const { tracker } = resolveTracker('python-dev', definition)

const notes = new Map<string, NodeNote>([
  ['issue1234', { title: 'float("1_0") < 3', closed: true }],
  ['issue77', { title: 'PR 12 breaks #1234', closed: false }],
  ['msg5', { title: null, closed: false }],
])
const context = { link: (path: string): string => `/tracker${path}`, notes }

const typed = (text: string): string => String(parseText(tracker, text, 'text/plain').toHtml(context))
const marked = (text: string): string => String(parseText(tracker, text, 'text/markdown').toHtml(context))

test('text is shown as typed, with links to what is there', () => {
  assert.equal(
    typed('See #1234 & msg5,\nnot #9999.'),
    '<div class="text"><p class="typed">See <a href="/tracker/issue1234" class="closed" title="[closed] float(&quot;1_0&quot;) &lt; 3">#1234</a>' +
      ' &amp; <a href="/tracker/msg5">msg5</a>,\nnot #9999.</p></div>',
  )
})

test('what a text names is told before it is shown', () => {
  const names = (text: string, type: string): string =>
    parseText(tracker, text, type)
      .references.map(({ className, id }) => className + id)
      .join()

  assert.equal(names('#12, bpo-12, msg5 and PR 7', 'text/plain'), 'issue12,msg5')
  assert.equal(names('#12 `#13`\n\n    #14\n\n```\n#15\n```\n[#16](http://x.org)', 'text/markdown'), 'issue12')
})

test('the title of a linked issue is a tooltip, whatever it says', () => {
  assert.equal(
    typed('#77'),
    '<div class="text"><p class="typed"><a href="/tracker/issue77" title="PR 12 breaks #1234">#77</a></p></div>',
  )
})

test('addresses of the web leave out what ends a sentence', () => {
  const hrefOf = (text: string): string | undefined => /href="([^"]*)"/.exec(typed(text))?.[1]

  assert.equal(hrefOf('(see http://example.org/a_(b).)'), 'http://example.org/a_(b)')
  assert.equal(hrefOf('http://example.org/a?b=c&d, and'), 'http://example.org/a?b=c&amp;d')
  assert.equal(hrefOf('<https://example.org/x>'), 'https://example.org/x')
  assert.equal(hrefOf('www.example.org!'), 'http://www.example.org')
  assert.equal(hrefOf('ftp://example.org/x;'), 'ftp://example.org/x')
  assert.equal(hrefOf('javascript://example.org/%0aalert(1)'), undefined)
  assert.match(typed('http://example.org'), /rel="nofollow noopener"/)
})

test('tracebacks, patches and sessions keep their columns in typed text', () => {
  const traceback = 'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\n    f()\nTypeError: no'

  assert.match(
    typed(`It fails:\n\n${traceback}\n\nEvery time.`),
    /<p class="typed">It fails:<\/p><pre>\nTraceback[^]*TypeError: no<\/pre><p class="typed">Every time\.<\/p>/,
  )
  assert.match(
    typed('diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b'),
    /^<div class="text"><pre>[^]*\+b<\/pre><\/div>$/,
  )
  assert.match(typed('Try\n>>> 1\n1'), /<p class="typed">Try<\/p><pre>\n&gt;&gt;&gt; 1\n1<\/pre>/)
  assert.match(
    typed('> she wrote\nI write'),
    /<blockquote class="typed">&gt; she wrote<\/blockquote><p class="typed">I write<\/p>/,
  )
})

test('Markdown is Markdown', () => {
  assert.equal(
    marked('# Head\n**bold** `code`\nline'),
    '<div class="text markdown"><h3>Head</h3>\n<p><strong>bold</strong> <code>code</code><br>\nline</p>\n</div>',
  )
  assert.match(
    marked('```python\n#1234 <b>\n```'),
    /<pre><code class="language-python">#1234 &lt;b&gt;\n<\/code><\/pre>/,
  )
  assert.match(marked('|a|\n|-:|\n|b|'), /<th class="right">a<\/th>/)
})

test('Markdown leaves alone what programmers paste', () => {
  assert.match(marked('`x` and __init__ of _x_'), /and __init__ of <em>x<\/em>/)
  assert.match(
    marked('It fails\n>>> f(__a__)\nTraceback (most recent call last):\n  File "x"\nE: *no*'),
    /<p>It fails<\/p>\n<pre>\n&gt;&gt;&gt; f\(__a__\)[^]*\*no\*<\/pre>/,
  )
  assert.match(marked('Patch:\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-*a*\n+b'), /<pre>\n--- a\/x[^]*\+b<\/pre>/)
})

test('Markdown links lead out only by safe ways, and pictures are links', () => {
  assert.match(marked('[x](https://example.org)'), /<a href="https:\/\/example\.org" rel="nofollow noopener">x<\/a>/)
  for (const target of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//example.org',
    'issue1',
  ])
    assert.doesNotMatch(marked(`[x](${target})`), /<a /)
  assert.doesNotMatch(marked('![x](https://example.org/x.png)'), /<img/)
})

test('Markdown of more than 64 KB is shown as typed', () => {
  assert.match(marked(`**a**\n${'x'.repeat(70_000)}`), /<p class="typed">\*\*a\*\*/)
})

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'class', 'title', 'rel'],
  div: ['class'],
  p: ['class'],
  pre: [],
  blockquote: ['class'],
  code: ['class'],
  br: [],
  hr: [],
  em: [],
  strong: [],
  s: [],
  ul: [],
  ol: ['start'],
  li: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['class'],
  td: ['class'],
}

/** Reads tags as a browser would, and names the first thing that should not be there. */
function firstForeign(markup: string): string | null {
  for (const [tag, name, attributes] of markup.matchAll(/<\/?([^\s>]*)((?:"[^"]*"|[^">])*)>?/g)) {
    const allowed = ALLOWED[name!]
    if (!allowed || !tag.endsWith('>')) return tag
    const rest = attributes!.replace(/\s([a-z]+)="([^"<>]*)"/g, (whole, attribute: string, value: string) => {
      if (!allowed.includes(attribute)) return whole
      if (attribute === 'href' && !/^(?:https?:|ftps?:|mailto:|\/tracker\/(?!\/))/i.test(value)) return whole
      return ''
    })
    if (rest.trim() !== '') return tag
  }
  return null
}

const pieces = fc.constantFrom(
  '<',
  '>',
  '"',
  "'",
  '&',
  '`',
  '```',
  '\n',
  ' ',
  '    ',
  '\\',
  '|',
  '|-|\n',
  '* ',
  '**',
  '__',
  '_',
  '# ',
  '> ',
  '1. ',
  '~~',
  '[',
  ']',
  '(',
  ')',
  '!',
  '](',
  '](javascript:alert(1))',
  '[x]: javascript:1\n',
  '<script>',
  '<img src=x onerror=1>',
  '<http://x.org>',
  'http://x.org/',
  'www.',
  'https://',
  '?a="b"',
  'a@b.org',
  'mailto:a@b.org',
  '#1234',
  'issue 77',
  'msg5',
  '#msg5',
  'PR 3',
  'Lib/x.py:3',
  'File "/Lib/os.py", line 3',
  'Traceback (most recent call last):\n',
  '>>> ',
  '--- a\n+++ b\n',
  '&#60;',
  '&lt;',
  '&quot;',
  '\u0000',
  '\u2028',
  'é',
  '😀',
  'onclick="x"',
  ' title="',
  'data:',
  'PEP 8',
  'devguide/x',
)
const nasty = fc.oneof(
  fc.array(pieces, { maxLength: 25 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

test('a link that leads nowhere is no link, and what it holds is text like any other', () => {
  for (const nowhere of ['[x]()', '[](<>)', '[x]( "title")', '[x][y]\n\n[y]: <>'])
    assert.doesNotMatch(marked(nowhere), /<a /, nowhere)
  assert.match(marked('[see #1234]()'), /<a href="[^"]+issue1234"/)
})

test('no text brings an element or an attribute of its own', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      assert.equal(firstForeign(typed(text)), null)
      assert.equal(firstForeign(marked(text)), null)
    }),
    { numRuns: 2000 },
  )
})

test('typed text loses no visible character', () => {
  const entities: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  }
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = typed(text)
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!)
      assert.equal(shown.replace(/\s/g, ''), text.replace(/\s/g, ''))
    }),
  )
})

test('the work of finding links grows with the text, not faster', () => {
  const rules = rulesOf(tracker)
  for (const unit of [
    'a',
    'a.',
    '@',
    'a@',
    'http://',
    'www.',
    '#',
    '#1',
    'issue ',
    'Lib/',
    'Lib/http://a,',
    'Lib/a',
    'File "',
    'File "/Lib/',
    '(',
    'http://x(',
    'ab12',
    '1',
    'r ',
    'PEP ',
    '-',
    ' ',
    '_',
    '3.1/Lib/',
    'a@a.a.',
  ]) {
    const work = [2000, 4000].map((count) => {
      const counter = { scanned: 0 }
      const text = unit.repeat(count)
      findLinks(text, rules, counter)
      return counter.scanned / text.length
    })
    assert.ok(work[1]! <= 2.2 * rules.length + 2000 / 16, `${unit}: ${work.join(' and ')} looks at each character`)
    assert.ok(work[1]! < work[0]! * 1.3 + 1, `${unit}: ${work.join(' then ')} looks at each character`)
  }
})
