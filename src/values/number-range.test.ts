import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { TrackerError } from '../errors.ts'
import { parseInteger, parseNumber, parseNumberRanges, printNumber } from './number-range.ts'

test('numbers read as Python reads them', () => {
  for (const [text, value] of [
    ['7', 7],
    [' +1.5 ', 1.5],
    ['1e3', 1000],
    ['1_000', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['-inf', -Infinity],
  ] as const)
    assert.equal(parseNumber(text), value)
  for (const text of ['', '1,5', '0x10', 'nan', '1e', '_1', '--1'])
    assert.throws(() => parseNumber(text), { code: 'invalid' }, text)
})

test('an integer has no fraction', () => {
  assert.equal(parseInteger('+1_000'), 1000)
  for (const text of ['1.5', '', 'x', '-', '1e3']) assert.throws(() => parseInteger(text), /is no integer/, text)
})

test('ranges, lists and unset are read', () => {
  assert.deepEqual(parseNumberRanges('1, 2;5,7;,;-3,-,from 1 to 2'), [
    { from: 1, to: 1 },
    { from: 2, to: 5 },
    { from: 7, to: null },
    { from: null, to: -3 },
    'unset',
    { from: 1, to: 2 },
  ])
  for (const text of ['', ';', '1,', '1;x']) assert.throws(() => parseNumberRanges(text), { code: 'invalid' }, text)
})

test('every printed number reads back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => assert.equal(parseNumber(printNumber(value)), value + 0)),
  )
})

test('any text is a number or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constant('1_'.repeat(50_000)), fc.constant('1'.repeat(50_000) + 'x')),
      (text) => {
        try {
          assert.ok(!Number.isNaN(parseNumber(text)))
        } catch (error) {
          assert.ok(error instanceof TrackerError)
        }
      },
    ),
  )
})
