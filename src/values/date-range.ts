import { TrackerError } from '../errors.ts'
import type { DateContext } from './date.ts'
import { localParts, parseDate } from './date.ts'
import { asciiDigits } from './digits.ts'
import type { Range } from './range.ts'
import { cutRange } from './range.ts'
import { wallToInstant } from './zone.ts'

/** A range with both its ends. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

const EXAMPLES = 'write it as in 2026, 2026-11, from 2026-11-01 to 2026-11-30, -1w; or - for unset'

/**
 * Alternatives between commas. Each is `-` (unset), a range, or one year, month, day or minute, which is
 * the range of all its instants.
 *
 * @throws {TrackerError} invalid, when one of them is none of these: a filter must never be left out.
 */
export function parseDateRanges(text: string, context: DateContext): readonly (Range<Date> | 'unset')[] {
  return text.split(',').map((alternative) => parseAlternative(alternative.trim(), context))
}

function parseAlternative(text: string, context: DateContext): Range<Date> | 'unset' {
  if (text === '-') return 'unset'
  const cut = cutRange(text)
  if ('single' in cut) return periodOf(cut.single, context)
  return {
    from: cut.from === null ? null : parseDate(cut.from, context),
    to: cut.to === null ? null : parseDate(cut.to, context),
  }
}

const PERIOD = /^(?:(\d{4})(?:[/-](\d\d?)(?:[/-](\d\d?))?)?)?[.T]?(\d\d?:\d\d)?$/

/**
 * All instants of one year, month, day or minute.
 *
 * @throws {TrackerError} invalid, when the text is not as coarse as that.
 */
export function periodOf(text: string, context: DateContext): Period {
  const match = PERIOD.exec(asciiDigits(text).trim())
  const [, year, month, day, time] = match ?? []
  if (!year && !time) throw new TrackerError('invalid', `"${text}" is no range of dates: ${EXAMPLES}`)
  if (year && time && !day)
    throw new TrackerError('invalid', `"${text}" is no range of dates: a time needs a whole day`)

  const from = parseDate(text, context)
  return {
    from,
    to: new Date(startOfNext(from, context.zone, time ? 'minute' : day ? 'day' : month ? 'month' : 'year') - 1),
  }
}

/** By the clock of the zone, so that a day in which clocks change is as long as it is. */
function startOfNext(from: Date, zone: string, unit: 'year' | 'month' | 'day' | 'minute'): number {
  if (unit === 'minute') return from.getTime() + 60_000
  const { year, month, day } = localParts(from, zone)
  const next = new Date(0)
  if (unit === 'year') next.setUTCFullYear(year + 1, 0, 1)
  else if (unit === 'month') next.setUTCFullYear(year, month, 1)
  else next.setUTCFullYear(year, month - 1, day + 1)
  return wallToInstant(zone, next.getTime())
}
