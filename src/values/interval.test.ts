import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import type { Interval } from './interval.ts'
import {
  intervalFromSeconds,
  intervalSeconds,
  parseInterval,
  printInterval,
  readInterval,
  serialiseInterval,
} from './interval.ts'
import { relativeWords } from './wording.ts'

const now = new Date('2026-11-23T06:30:15.250Z')
const tuple = (i: Interval) => [i.sign, i.years, i.months, i.days, i.hours, i.minutes, i.seconds]

interface IntervalCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly now: string
  readonly right?: string
  readonly result: {
    readonly tuple: readonly number[]
    readonly text: string
    readonly seconds: number
    readonly serialised: string
  }
}
testExamples<IntervalCase>('intervals read and show as in Roundup', 'intervals', ({ cases }) => {
  for (const { input, now, result, right } of cases) {
    const read = () => parseInterval(input, { now: new Date(now) })
    if (right || isRefusal(result)) {
      assert.throws(read, TrackerError, input)
      continue
    }
    const interval = read()
    assert.deepEqual(tuple(interval), result.tuple, input)
    assert.equal(printInterval(interval), result.text)
    assert.equal(intervalSeconds(interval), result.seconds)
    assert.equal(serialiseInterval(interval), result.serialised)
  }
})

interface WordingCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly result: string
}
testExamples<WordingCase>('intervals are worded as in Roundup', 'interval-wording', ({ cases }) => {
  for (const { input, result } of cases) assert.equal(relativeWords(parseInterval(input, { now })), result, input)
})

test('what is no interval is refused, with an example of one', () => {
  for (const text of ['', '+', '1d garbage', '2h', '1.5d', '-2020-01-01', '99999999d', '1d 2020-13-01'])
    assert.throws(() => parseInterval(text, { now }), { code: 'invalid' }, text)
  assert.throws(() => parseInterval('2h', { now }), /"2h" is no interval: write it as in 1y 2m 3w 4d/)
})

test('nothing has no sign', () => {
  assert.deepEqual(parseInterval('-0:00', { now }), parseInterval('0:00', { now }))
})

test('what Roundup stored oddly reads back as it was', () => {
  for (const text of ['+ 1d 2:30:99', '- 100:120', '+ 12345678d', '00:00'])
    assert.equal(printInterval(readInterval(text)), text)
  assert.throws(() => readInterval('1d'), TypeError)
})

const part = fc.nat(9999)
const below60 = fc.nat(59)
const intervals: fc.Arbitrary<Interval> = fc
  .record(
    {
      sign: fc.constantFrom(1 as const, -1 as const),
      years: part,
      months: part,
      days: part,
      hours: part,
      minutes: below60,
      seconds: below60,
    },
    { noNullPrototype: true },
  )
  .filter((interval) => intervalSeconds(interval) !== 0)

test('every printed interval reads back', () => {
  fc.assert(
    fc.property(intervals, (interval) => {
      assert.deepEqual(parseInterval(printInterval(interval), { now }), interval)
      assert.deepEqual(readInterval(printInterval(interval)), interval)
    }),
  )
})

test('seconds make an interval of the same length', () => {
  fc.assert(
    fc.property(fc.integer(), (seconds) => assert.equal(intervalSeconds(intervalFromSeconds(seconds)), seconds)),
  )
})

test('any text is an interval or refused, however long', () => {
  const long = fc.constantFrom(' '.repeat(50_000), `1${' '.repeat(50_000)}x`, '1'.repeat(50_000), '1d '.repeat(20_000))
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d: +\-ymwd]{0,40}$/), long), (input) => {
      try {
        parseInterval(input, { now })
      } catch (error) {
        assert.ok(error instanceof TrackerError, String(error))
      }
    }),
  )
})
