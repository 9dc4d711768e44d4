import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import { parseDateRanges } from './date-range.ts'
import type { Range } from './range.ts'

const now = new Date('2026-11-23T06:30:15.250Z')
const ranges = (text: string, zone = 'UTC') => parseDateRanges(text, { zone, now })

interface RangeCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly zone: string
  readonly now: string
  readonly right?: string
  readonly bounds: { readonly from: string | null; readonly to: string | null }
  readonly rows: readonly string[]
}
interface Row {
  readonly id: string
  readonly due: string | null
  readonly retired: boolean
}
testExamples<RangeCase>('date ranges match the rows that they match in Roundup', 'date-ranges', ({ cases, fixed }) => {
  for (const { input, zone, now, right, bounds, rows } of cases) {
    const read = () => parseDateRanges(input, { zone, now: new Date(now) })
    if (right) {
      assert.throws(read, TrackerError, input)
      continue
    }
    const found = (fixed as readonly Row[]).filter(
      (row) => !row.retired && read().some((range) => holds(range, row.due)),
    )
    assert.deepEqual(
      found.map((row) => row.id),
      rows,
      input,
    )
    if (isRefusal(bounds)) continue
    const [range] = read() as [Range<Date>]
    assert.equal(range.from?.toISOString() ?? null, bounds.from, input)
    assert.equal(toSecond(range.to), bounds.to, input)
  }
})

function holds(range: Range<Date> | 'unset', due: string | null): boolean {
  if (range === 'unset' || due === null) return range === 'unset' && due === null
  const instant = new Date(due)
  return (!range.from || range.from <= instant) && (!range.to || instant <= range.to)
}

/** Roundup ends a day at its last second, and misses what happens within that. */
function toSecond(date: Date | null): string | null {
  return date?.toISOString().replace('.999Z', '.000Z') ?? null
}

test('a year ends with its last millisecond', () => {
  assert.deepEqual(ranges('2020'), [{ from: new Date('2020-01-01'), to: new Date('2020-12-31T23:59:59.999Z') }])
})

test('a day in which clocks change is as long as it is', () => {
  const [day] = ranges('2020-03-29', 'Europe/Warsaw') as [Range<Date>]
  assert.equal(day.to!.getTime() - day.from!.getTime() + 1, 23 * 3_600_000)
})

test('what is no range is refused with an example, and nothing is left out', () => {
  for (const text of [
    '',
    ';',
    ',',
    '2020,',
    'from',
    'to',
    'FROM TO',
    '2020-02 14:05',
    '2020.14:05',
    '-1w',
    '.',
    '02-03',
  ])
    assert.throws(() => ranges(text), { code: 'invalid' }, text)
  assert.throws(() => ranges('sometime'), /"sometime" is no range of dates: write it as in 2026/)
})

test('words and semicolons cut alike', () => {
  for (const text of ['from 2020 to 2021', '2020 to 2021', '2020;2021', 'From2020To2021', ' 2020 ; 2021 '])
    assert.deepEqual(ranges(text), [{ from: new Date('2020-01-01'), to: new Date('2021-01-01') }], text)
})

test('any text is a range or refused', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^(from|to|[\d.:;, -]|[ymwd]){0,20}$/),
    fc.constant(' to '.repeat(20_000)),
  )
  fc.assert(
    fc.property(text, (input) => {
      try {
        assert.ok(ranges(input).length > 0)
      } catch (error) {
        assert.ok(error instanceof TrackerError, String(error))
      }
    }),
  )
})
