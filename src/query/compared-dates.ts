import { TrackerError } from '../errors.ts'
import type { Test } from '../schema/filter-spec.ts'
import type { DateContext } from '../values/date.ts'
import { localParts, parseDate, subtractInterval } from '../values/date.ts'
import type { Period } from '../values/date-range.ts'
import { parseDateRanges, periodOf } from '../values/date-range.ts'
import { parseInterval } from '../values/interval.ts'
import type { Range } from '../values/range.ts'
import { cutComparison } from './comparison.ts'

/** What one operand stands for: all instants of a day, say, or one instant so long ago. */
interface Moment extends Period {
  readonly isAge: boolean
}

/**
 * Reads `2020`, `>2020-01-01`, `2020..2021-06`, `<2w`, `today`, and Roundup's ranges. An age without a sign is
 * how long ago: `<2w` is less than two weeks ago. With a sign it is an instant: `>-2w` is after that.
 *
 * @throws {TrackerError} invalid
 */
export function comparedDates(text: string, context: DateContext): Test {
  return { is: 'date', range: rangeOf(text.trim(), context) }
}

function rangeOf(text: string, context: DateContext): Range<Date> {
  const cut = cutComparison(text)
  if (cut.is === 'between')
    return {
      from: cut.from === null ? null : momentOf(cut.from, context).from,
      to: cut.to === null ? null : momentOf(cut.to, context).to,
    }
  if (cut.is === 'single') return singleRange(cut.operand, context)

  const moment = momentOf(cut.operand, context)
  const after = cut.is === 'more' ? !moment.isAge : moment.isAge
  if (after) return { from: cut.orEqual ? moment.from : next(moment.to, 1), to: null }
  return { from: null, to: cut.orEqual ? moment.to : next(moment.from, -1) }
}

function next(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds)
}

/** An age or a relative instant alone reaches from then to now. */
function singleRange(text: string, context: DateContext): Range<Date> {
  if (isRelative(text) || isAge(text)) {
    const { from } = momentOf(text, context)
    return from < context.now ? { from, to: context.now } : { from: context.now, to: from }
  }
  const day = namedDay(text, context)
  if (day) return { from: day.from, to: day.to }
  const [range] = parseDateRanges(text, context)
  if (!range || range === 'unset')
    throw new TrackerError('invalid', `"${text}" is no date: what is unset is asked for by no:`)
  return range
}

function momentOf(text: string, context: DateContext): Moment {
  if (isAge(text)) return instant(subtractInterval(context.now, parseInterval(text, context)), true)
  if (isRelative(text)) return instant(parseDate(text, context), false)
  const day = namedDay(text, context)
  if (day) return day
  return isPeriod(text) ? { ...periodOf(text, context), isAge: false } : instant(parseDate(text, context), false)
}

function instant(date: Date, isAge: boolean): Moment {
  return { from: date, to: date, isAge }
}

function isAge(text: string): boolean {
  return /^\d+\s*[ymwd]/.test(text)
}

function isRelative(text: string): boolean {
  return /^[.+-]/.test(text)
}

function isPeriod(text: string): boolean {
  return /^\d{4}(?:[-/]\d\d?(?:[-/]\d\d?(?:[.T]\d\d?:\d\d)?)?)?$/.test(text)
}

const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 }

/** By the reader's calendar. */
function namedDay(text: string, context: DateContext): Moment | null {
  const distance = DAYS[text.toLowerCase()]
  if (distance === undefined) return null
  const { year, month, day } = localParts(context.now, context.zone)
  const date = new Date(Date.UTC(year, month - 1, day + distance)).toISOString().slice(0, 10)
  return { ...periodOf(date, context), isAge: false }
}
