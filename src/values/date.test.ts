import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import { addInterval, difference, localParts, parseDate, printDate, subtractInterval } from './date.ts'
import { formatDate } from './date-format.ts'
import { parseInterval, printInterval } from './interval.ts'

const now = new Date('2026-11-23T06:30:15.250Z')
const refused = (text: string, zone = 'UTC') =>
  assert.throws(() => parseDate(text, { zone, now }), { code: 'invalid' }, text)

/** Where the rule is another than the example: nothing is read into a text that is no date. */
const OURS: Readonly<Record<string, string | null>> = {
  '2020-02-03.14:05:59.9999': '2020-02-03T14:06:00.000Z',
  '20200-02-03': null,
  ':30': null,
  '. + -1d': null,
  '. + 1d + 1d': null,
}

interface DateCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly zone: string | number
  readonly now: string
  readonly result: unknown
}
testExamples<DateCase>('dates read as Roundup reads them', 'dates', ({ cases }) => {
  for (const { input, zone, now, result } of cases) {
    const expected = input in OURS ? OURS[input] : isRefusal(result) ? null : result
    const read = () => parseDate(input, { zone: String(zone), now: new Date(now) }).toISOString()
    if (expected === null) assert.throws(read, TrackerError, input)
    else assert.equal(read(), expected, `${input} in ${zone}`)
  }
})

interface ArithmeticCase {
  readonly [name: string]: unknown
  readonly date: string
  readonly interval?: string
  readonly other?: string
  readonly plus: string
  readonly minus: string
  readonly difference: string
}
testExamples<ArithmeticCase>('intervals are added to dates as Roundup adds them', 'date-arithmetic', ({ cases }) => {
  for (const example of cases) {
    const date = new Date(example.date)
    if (example.other) {
      assert.equal(printInterval(difference(date, new Date(example.other))), example.difference)
      continue
    }
    const interval = parseInterval(example.interval!, { now })
    assert.equal(addInterval(date, interval).toISOString(), example.plus, `${example.date} + ${example.interval}`)
    assert.equal(subtractInterval(date, interval).toISOString(), example.minus, `${example.date} - ${example.interval}`)
  }
})

interface OutputCase {
  readonly [name: string]: unknown
  readonly instant: string
  readonly zone?: string
  readonly local: string
  readonly format: string
  readonly pretty: string
}
testExamples<OutputCase>('dates show as Roundup shows them', 'date-output', ({ cases }) => {
  for (const { instant, zone, local, format, pretty } of cases)
    if (zone) assert.equal(printDate(new Date(instant), zone), local)
    else assert.equal(formatDate(new Date(instant), 'UTC', format), pretty, `${instant} ${format}`)
})

test('what is no date is refused, with an example of one', () => {
  for (const text of [
    '',
    ' ',
    'T',
    '-',
    '+',
    '-2020',
    '2020-0200',
    '2020-02-03 14:05',
    '2020-02-03Z',
    '.5',
    '1d garbage',
  ])
    refused(text)
  assert.throws(() => parseDate('soon', { zone: 'UTC', now }), /"soon" is no date: write it as in 2026-11-23/)
  assert.throws(() => parseDate('2026-02-30', { zone: 'UTC', now }), /month 2 of 2026 has no day 30/)
  assert.throws(() => parseDate('2026-02-03', { zone: 'Nowhere', now }), /no time zone "Nowhere"/)
})

test('a date outside the years 1 to 9999 is refused', () => {
  refused('9999-12-31 + 1d')
  refused('0001-01-01', 'Asia/Kathmandu')
  refused('. + 9999999y')
})

test('blanks around a date do not count', () => {
  assert.equal(parseDate(' 2020-02-03 ', { zone: 'UTC', now }).toISOString(), '2020-02-03T00:00:00.000Z')
})

test('the parts of a wall clock are those of its zone', () => {
  const parts = localParts(new Date('2024-12-31T23:30:00.007Z'), 'Asia/Kathmandu')
  assert.deepEqual(parts, {
    year: 2025,
    month: 1,
    day: 1,
    hour: 5,
    minute: 15,
    second: 0,
    millisecond: 7,
    weekday: 3,
    dayOfYear: 1,
  })
})

test('every printed date reads back, in every zone', () => {
  const zones = fc.constantFrom('', 'UTC', '3', '-11', 'Asia/Kathmandu', 'Pacific/Auckland', 'Australia/Lord_Howe')
  const dates = fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, zones, (date, zone) => {
      const printed = printDate(date, zone)
      // An hour that occurs twice reads as its second.
      assert.equal(printDate(parseDate(printed, { zone, now }), zone), printed)
    }),
  )
})

test('any text is a date or refused', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[\d.:TZ+\-/ ymwd]{0,40}$/),
    fc.string({ minLength: 5000, maxLength: 9000 }),
  )
  fc.assert(
    fc.property(text, (input) => {
      try {
        assert.ok(!Number.isNaN(parseDate(input, { zone: 'Europe/Warsaw', now }).getTime()))
      } catch (error) {
        assert.ok(error instanceof TrackerError, String(error))
      }
    }),
  )
})
