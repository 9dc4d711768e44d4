import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { servedAs } from './content-type.ts'

test('text and safe images are shown', () => {
  assert.deepEqual(servedAs('text/plain'), { type: 'text/plain; charset=utf-8', isInline: true })
  assert.deepEqual(servedAs(null), { type: 'text/plain; charset=utf-8', isInline: true })
  assert.deepEqual(servedAs('text/x-patch; charset=latin-1'), { type: 'text/plain; charset=utf-8', isInline: true })
  assert.deepEqual(servedAs('IMAGE/PNG'), { type: 'image/png', isInline: true })
})

test('whatever could run is saved instead', () => {
  for (const type of [
    'text/html',
    'TEXT/HTML; charset=utf-8',
    'image/svg+xml',
    'text/xml',
    'application/xhtml+xml',
    'text/javascript',
    'application/javascript',
    'nonsense',
    'text/html\r\nx: y',
  ])
    assert.deepEqual(servedAs(type), { type: 'application/octet-stream', isInline: false }, type)
  assert.deepEqual(servedAs('application/pdf'), { type: 'application/pdf', isInline: false })
})

test('no stored type becomes an active one, or breaks a header', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]+\/[a-z+.-]+$/)), (type) => {
      const served = servedAs(type)
      assert.doesNotMatch(served.type, /html|xml|svg|javascript|[\r\n]/)
    }),
  )
})
