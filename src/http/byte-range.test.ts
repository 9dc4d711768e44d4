import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isStillSame, parseByteRange } from './byte-range.ts'

test('a range is from, from to, or the last bytes', () => {
  assert.deepEqual(parseByteRange('bytes=0-0', 10), { first: 0, last: 0 })
  assert.deepEqual(parseByteRange('bytes=2-5', 10), { first: 2, last: 5 })
  assert.deepEqual(parseByteRange('Bytes=2-', 10), { first: 2, last: 9 })
  assert.deepEqual(parseByteRange('bytes=2-99', 10), { first: 2, last: 9 })
  assert.deepEqual(parseByteRange('bytes=-3', 10), { first: 7, last: 9 })
  assert.deepEqual(parseByteRange('bytes=-99', 10), { first: 0, last: 9 })
})

test('what begins behind the end can’t be had', () => {
  for (const header of ['bytes=10-', 'bytes=10-12', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])
    assert.equal(parseByteRange(header, 10), 'unsatisfiable', header)
  for (const header of ['bytes=0-', 'bytes=-1']) assert.equal(parseByteRange(header, 0), 'unsatisfiable', header)
})

test('no range, several, other units and nonsense mean the whole', () => {
  for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=a-b'])
    assert.equal(parseByteRange(header, 10), null, header)
})

test('a range lies within the bytes, whatever the header says', () => {
  const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,4}-\d{0,4}$/))
  fc.assert(
    fc.property(header, fc.nat(2_000), (text, length) => {
      const range = parseByteRange(text, length)
      if (range === null || range === 'unsatisfiable') return
      assert.ok(range.first >= 0 && range.first <= range.last && range.last < length)
    }),
  )
})

test('a part is sent only of the bytes that the client knows', () => {
  assert.ok(isStillSame(undefined, '"a"'))
  assert.ok(isStillSame('"a"', '"a"'))
  for (const header of ['"b"', 'W/"a"', 'Mon, 23 Nov 2026 06:30:15 GMT', 'a']) assert.ok(!isStillSame(header, '"a"'))
  assert.ok(!isStillSame('W/"a"', 'W/"a"'))
})
