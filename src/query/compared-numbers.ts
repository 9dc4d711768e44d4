import { TrackerError } from '../errors.ts'
import type { Condition, PropertyPath, Test } from '../schema/filter-spec.ts'
import type { Interval } from '../values/interval.ts'
import { parseInterval } from '../values/interval.ts'
import { parseIntervalRange } from '../values/interval-range.ts'
import { parseNumberRanges } from '../values/number-range.ts'
import type { Range } from '../values/range.ts'
import { cutComparison } from './comparison.ts'

/**
 * Reads `20`, `>20`, `10..20` and Roundup's ranges of numbers. Ranges hold their ends, so `>20` is "from 20 on, but
 * not 20".
 *
 * @throws {TrackerError} invalid
 */
export function comparedNumbers(path: PropertyPath, text: string, parse: (text: string) => number): Condition {
  const test = (range: Range<number>): Test => ({ is: 'number', range })
  return compared(path, text, {
    parse,
    test,
    single: (operand) => {
      const [range] = parseNumberRanges(operand, parse)
      if (!range || range === 'unset')
        throw new TrackerError('invalid', `"${operand}" is no number: what is unset is asked for by no:`)
      return test(range)
    },
  })
}

/** The same of intervals: `>1d`, `1d..1w`. @throws {TrackerError} invalid */
export function comparedIntervals(path: PropertyPath, text: string, now: Date): Condition {
  const test = (range: Range<Interval>): Test => ({ is: 'interval', range })
  return compared(path, text, {
    parse: (operand) => parseInterval(operand, { now }),
    test,
    single: (operand) => test(parseIntervalRange(operand, { now })),
  })
}

interface Scale<T> {
  readonly parse: (text: string) => T
  readonly test: (range: Range<T>) => Test
  readonly single: (text: string) => Test
}

function compared<T>(path: PropertyPath, text: string, { parse, test, single }: Scale<T>): Condition {
  const cut = cutComparison(text.trim())
  if (cut.is === 'single') return { path, test: single(cut.operand) }
  if (cut.is === 'between')
    return {
      path,
      test: test({ from: cut.from === null ? null : parse(cut.from), to: cut.to === null ? null : parse(cut.to) }),
    }

  const value = parse(cut.operand)
  const reached: Condition = {
    path,
    test: test(cut.is === 'more' ? { from: value, to: null } : { from: null, to: value }),
  }
  return cut.orEqual ? reached : { all: [reached, { not: { path, test: test({ from: value, to: value }) } }] }
}
