import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Html, escape, html, joined, raw } from './html.ts'

test('text is escaped between tags and in attributes', () => {
  const text = `<b class='x'>"Tom" & Jerry</b>`

  assert.equal(
    String(html`<a title="${text}">${text}</a>`),
    '<a title="&lt;b class=&#39;x&#39;&gt;&quot;Tom&quot; &amp; Jerry&lt;/b&gt;">' +
      '&lt;b class=&#39;x&#39;&gt;&quot;Tom&quot; &amp; Jerry&lt;/b&gt;</a>',
  )
})

test('markup made by the tag goes in as it is, also in lists', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)

  assert.equal(String(html`<ul>${items}</ul>`), '<ul><li>a</li><li>&lt;b&gt;</li></ul>')
})

test('null, undefined and false are nothing; 0 and the empty string are themselves', () => {
  assert.equal(String(html`[${null}${undefined}${false}${0}${''}${12n}]`), '[012]')
})

test('an object that looks like markup is refused', () => {
  const lookAlike = JSON.parse('{"markup":"<script>"}') as never

  assert.throws(() => html`${lookAlike}`, TypeError)
  assert.throws(() => html`${Object.create(Html.prototype) as Html}`, TypeError)
})

test('text in a tag outside quotes is refused, a whole attribute is not', () => {
  const attribute = html` title="${'a b'}"`

  assert.equal(String(html`<p${attribute}>1 > ${'0'}</p>`), '<p title="a b">1 > 0</p>')
  assert.equal(String(html`<p${false}>`), '<p>')
  assert.throws(() => html`<p title=${'a onclick=alert(1)'}>`, TypeError)
  assert.throws(() => html`<p ${'onclick'}="1">`, TypeError)
  assert.throws(() => html`<${'script'}>`, TypeError)
})

test('parts are joined with a separator between them', () => {
  assert.equal(String(joined([html`<b>1</b>`, html`2`], ' & ')), '<b>1</b> &amp; 2')
})

test('raw is as given', () => {
  assert.equal(String(raw('<br>')), '<br>')
})

const nasty = fc.string({
  unit: fc.constantFrom('<', '>', '&', '"', "'", '=', '/', ' ', 'a', 'on', ';', '#39', '\n', '`', '\u2028'),
  maxLength: 40,
})

test('no text can add an element or an attribute', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
      const page = String(html`<p title="${text}">${text}</p>`)

      assert.equal(page.match(/</g)?.length, 2)
      assert.equal(page.match(/>/g)?.length, 2)
      assert.equal(page.match(/"/g)?.length, 2)
      assert.ok(!page.includes("'"))
    }),
  )
})

test('what was escaped reads as the text it was', () => {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
  fc.assert(
    fc.property(nasty, (text) => {
      assert.equal(
        escape(text).replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!),
        text,
      )
    }),
  )
})
