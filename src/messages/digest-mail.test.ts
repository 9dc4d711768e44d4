import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestHtml } from './digest-html.ts'
import { digestSubject, digestText, firstLines } from './digest-mail.ts'

const issue = {
  designator: 'issue1',
  title: '<b>Valve</b>',
  url: 'https://tracker.example/issue1',
  entries: [
    {
      author: 'Ada <i>',
      at: '2026-11-24 07:00 UTC',
      text: 'a < b',
      note: [{ name: 'title', old: 'x', new: '<b>Valve</b>' }],
      url: 'https://tracker.example/issue1#msg2',
    },
  ],
}

test('a text begins with its own first lines; blank ones and quotes are left out', () => {
  assert.equal(firstLines('> Is it?\n\nIt is.\n\n> Where?\nThere.\n'), 'It is.\nThere.')
  assert.equal(firstLines('1\n2\n3\n4\n5\n6\n7'), '1\n2\n3\n4\n5\n6\n…')
  assert.equal(firstLines('long '.repeat(500)).length, 501)
})

test('text and HTML of a digest say the same, and no text of a person is markup', () => {
  assert.equal(digestSubject('Tracker', [issue]), '[Tracker] 1 change of 1 issue')
  const text = digestText([issue], 3)
  const html = digestHtml([issue], 1).toString()
  for (const said of ['issue1', '2026-11-24 07:00 UTC', 'https://tracker.example/issue1#msg2'])
    assert.ok(text.includes(said) && html.includes(said), said)
  assert.match(text, /3 older changes are left out\./)
  assert.match(html, /1 older change is left out\./)
  assert.doesNotMatch(html, /<i>|<b>Valve|a < b/)
})
