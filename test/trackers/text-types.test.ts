import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPlainText, noHtmlFiles } from '../../trackers/shared-detectors/text-types.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('UTF-8 without control characters is plain text', () => {
  assert.ok(isPlainText(bytes('Grüße\tan\r\nalle\f')))
  assert.ok(isPlainText(bytes('')))
})

test('control characters and other encodings are no plain text', () => {
  assert.ok(!isPlainText(bytes('a\0b')))
  assert.ok(!isPlainText(bytes('\u001b[1m')))
  assert.ok(!isPlainText(bytes('\u0085')))
  assert.ok(!isPlainText(Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65)))
})

for (const type of ['text/html', 'html', 'text/x-html', 'Text/HTML; charset=utf-8'])
  test(`a file of type ${type} becomes plain text`, () => {
    const changes = { type }
    noHtmlFiles(null, null, changes)
    assert.equal(changes.type, 'text/plain')
  })

for (const type of ['image/png', 'text/x-patch', 'application/xhtml+xml'])
  test(`a file of type ${type} keeps it`, () => {
    const changes = { type }
    noHtmlFiles(null, null, changes)
    assert.equal(changes.type, type)
  })
