import { TrackerError } from '../errors.ts'

/** Roundup's interval: one sign for the whole, weeks folded into days. A year counts 365 days, a month 30. */
export interface Interval {
  readonly sign: 1 | -1
  readonly years: number
  readonly months: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

export type IntervalUnit = 'years' | 'months' | 'weeks' | 'days' | 'minutes' | 'seconds'

/** What was written, and in which unit it was written most finely: `1w` and `7d` are equal and differ in that. */
export interface ScannedInterval {
  readonly interval: Interval
  readonly finest: IntervalUnit
}

const ELEMENTS =
  /^([+-])?\s*(?:(\d+)\s*y)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*w)?\s*(?:(\d+)\s*d)?\s*(?:(\d+):(\d\d)(?::(\d\d?))?|:(\d\d?))?(?:\s+|$)/
const MAX_LENGTH = 100
export const DAY_SECONDS = 86_400
/** Keeps every sum of seconds an exact number. */
const MAX_DIGITS = 7

/**
 * Reads `[sign] [#y] [#m] [#w] [#d] [H:MM[:SS] | :SS]`, blanks anywhere between; null where the text is
 * something else.
 *
 * @throws {TrackerError} invalid, when a number is too long to be counted in seconds.
 */
export function scanElements(text: string): ScannedInterval | null {
  // Runs of blanks would make the pattern try every way of sharing them out.
  const input = text.length <= MAX_LENGTH ? text.replace(/\s+/g, ' ') : ''
  const match = ELEMENTS.exec(input)
  if (!match || match[0].length !== input.length) return null
  const [, sign, years, months, weeks, days, hours, minutes, clockSeconds, loneSeconds] = match
  const seconds = clockSeconds ?? loneSeconds
  const finest = finestOf({ years, months, weeks, days, minutes, seconds })
  if (!finest || Number(seconds ?? 0) > 59) return null
  for (const digits of [years, months, weeks, days, hours])
    if (digits && digits.length > MAX_DIGITS) throw new TrackerError('invalid', `"${text}" is too long an interval`)

  const interval = normalSign({
    sign: sign === '-' ? -1 : 1,
    years: Number(years ?? 0),
    months: Number(months ?? 0),
    days: Number(weeks ?? 0) * 7 + Number(days ?? 0),
    hours: Number(hours ?? 0),
    minutes: Number(minutes ?? 0),
    seconds: Number(seconds ?? 0),
  })
  return { interval, finest }
}

function finestOf(given: Record<IntervalUnit, string | undefined>): IntervalUnit | null {
  const units: readonly IntervalUnit[] = ['seconds', 'minutes', 'days', 'weeks', 'months', 'years']
  return units.find((unit) => given[unit] !== undefined) ?? null
}

/** Nothing has no sign. */
export function normalSign(interval: Interval): Interval {
  return intervalSeconds(interval) === 0 ? { ...interval, sign: 1 } : interval
}

export function intervalSeconds({ sign, years, months, days, hours, minutes, seconds }: Interval): number {
  const total = (years * 365 + months * 30 + days) * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds
  return total === 0 ? 0 : sign * total
}

/** In days and time; fractions of a second are dropped. */
export function intervalFromSeconds(total: number): Interval {
  const size = Math.floor(Math.abs(total))
  return {
    sign: total < 0 && size > 0 ? -1 : 1,
    years: 0,
    months: 0,
    days: Math.floor(size / DAY_SECONDS),
    hours: Math.floor((size % DAY_SECONDS) / 3600),
    minutes: Math.floor((size % 3600) / 60),
    seconds: size % 60,
  }
}
