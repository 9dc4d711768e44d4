import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from 'muster-tracker/tracker'
import type { Html } from 'muster-tracker/tracker'

test('a tracker writes markup with the template of the pages, which escapes', () => {
  const name: Html = html`<bdi>${'<Ada> & "Grace"'}</bdi>`
  assert.equal(String(html`<p>${[name, false, 3]}</p>`), '<p><bdi>&lt;Ada&gt; &amp; &quot;Grace&quot;</bdi>3</p>')
})
