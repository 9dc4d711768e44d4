import assert from 'node:assert/strict'
import test from 'node:test'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import { intervalSeconds, parseInterval, printInterval } from './interval.ts'
import { parseIntervalRange } from './interval-range.ts'

interface RangeCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly now: string
  readonly bounds: { readonly from: string | null; readonly to: string | null }
  readonly rows: readonly string[]
}
interface Row {
  readonly id: string
  readonly estimate: string | null
  readonly retired: boolean
}
/** A filter with something behind it is refused like any other that can't be read whole. */
const OURS_REFUSES = ['1d garbage']

testExamples<RangeCase>(
  'interval ranges match the rows that they match in Roundup',
  'interval-ranges',
  ({ cases, fixed }) => {
    for (const { input, now, bounds, rows } of cases) {
      const context = { now: new Date(now) }
      if (isRefusal(bounds) || OURS_REFUSES.includes(input)) {
        assert.throws(() => parseIntervalRange(input, context), TrackerError, input)
        continue
      }
      const { from, to } = parseIntervalRange(input, context)
      assert.equal(from && printInterval(from), bounds.from, input)
      assert.equal(to && printInterval(to), bounds.to, input)
      const found = (fixed as readonly Row[]).filter(({ estimate, retired }) => {
        if (retired || estimate === null) return false
        const seconds = intervalSeconds(parseInterval(estimate, context))
        return (!from || intervalSeconds(from) <= seconds) && (!to || seconds <= intervalSeconds(to))
      })
      assert.deepEqual(
        found.map((row) => row.id),
        rows,
        input,
      )
    }
  },
)

test('a negative interval reaches towards nothing', () => {
  const { from, to } = parseIntervalRange('-1w 2d', { now: new Date() })
  assert.deepEqual([printInterval(from!), printInterval(to!)], ['- 9d', '- 8d'])
})
