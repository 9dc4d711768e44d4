import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typeParser } from './parse-values.ts'

const TIMESTAMPTZ = 1184
const read = (text: string): unknown => typeParser(TIMESTAMPTZ)(text)

test('an instant is read to the millisecond, whatever zeros PostgreSQL leaves out', () => {
  for (const [text, iso] of [
    ['2020-02-03 14:05:06.789+00', '2020-02-03T14:05:06.789Z'],
    ['2020-02-03 14:05:06.78+00', '2020-02-03T14:05:06.780Z'],
    ['2020-02-03 14:05:06.7+00', '2020-02-03T14:05:06.700Z'],
    ['2020-02-03 14:05:06.007+00', '2020-02-03T14:05:06.007Z'],
    ['2020-02-29 00:00:00+00', '2020-02-29T00:00:00.000Z'],
    ['1969-12-31 23:59:59.999+00', '1969-12-31T23:59:59.999Z'],
  ] as const)
    assert.equal((read(text) as Date).toISOString(), iso, text)
})

test('an instant of another zone, of more digits, or far away is read as well', () => {
  for (const [text, iso] of [
    ['2020-02-03 14:05:06.789+05:30', '2020-02-03T08:35:06.789Z'],
    ['2020-02-03 14:05:06.789123+00', '2020-02-03T14:05:06.789Z'],
    ['0099-02-03 14:05:06+00', '0099-02-03T14:05:06.000Z'],
    ['12020-02-03 14:05:06+00', '+012020-02-03T14:05:06.000Z'],
    ['0044-03-15 12:00:00+00 BC', '-000043-03-15T12:00:00.000Z'],
  ] as const)
    assert.equal((read(text) as Date).toISOString(), iso, text)
  assert.equal(read('infinity'), Infinity)
})
