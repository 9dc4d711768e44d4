import type { Interval } from '../../values/interval.ts'
import { intervalSeconds, parseInterval, printInterval } from '../../values/interval.ts'
import { parseIntervalRange } from '../../values/interval-range.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText, rangeTests } from './property-kind.ts'

const PARTS = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const

export const intervalKind: PropertyKind = {
  /** Roundup's text; the store keeps the seconds beside it. */
  columnType: () => 'text',
  async parse(text, _property, { now }) {
    const one = oneText(text).trim()
    return one === '' ? null : parseInterval(one, { now })
  },
  print: (value) => (value === null ? '' : printInterval(value as Interval)),
  async tests(texts, _property, { now }) {
    return rangeTests(
      texts.map((text) => (text.trim() === '-' ? ('unset' as const) : parseIntervalRange(text, { now }))),
      (range) => ({ is: 'interval', range }),
    )
  },
  fault(value) {
    if (typeof value !== 'object' || value === null) return 'has to be an interval'
    const interval = value as Interval
    const isWhole = PARTS.every((part) => Number.isSafeInteger(interval[part]) && interval[part] >= 0)
    if (!isWhole || (interval.sign !== 1 && interval.sign !== -1)) return 'has to be an interval'
    return Number.isSafeInteger(intervalSeconds(interval)) ? null : 'is too long an interval'
  },
}
