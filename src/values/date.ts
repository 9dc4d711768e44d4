import { TrackerError } from '../errors.ts'
import { asciiDigits } from './digits.ts'
import type { Interval } from './interval-parts.ts'
import { intervalFromSeconds, scanElements } from './interval-parts.ts'
import { wallToInstant, zoneOffsetMs } from './zone.ts'

export interface DateContext {
  /** Of the one who typed the text: IANA name or hours from UTC. */
  readonly zone: string
  readonly now: Date
}

/** A wall clock's reading; month and day count from 1, weekday from Sunday 0. */
export interface LocalParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly weekday: number
  readonly dayOfYear: number
}

const DAY_MS = 86_400_000
const EXAMPLES = 'write it as in 2026-11-23, 11-23, 14:05, 2026-11-23.14:05:00 or . - 2d'

const DATE = String.raw`(?:(?<year>\d{4})(?:[/-](?<month>\d\d?)(?:[/-](?<day>\d\d?))?)?|(?<yearlessMonth>\d\d?)[/-](?<yearlessDay>\d\d?))`
const TIME = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d(?:\.\d{1,9})?))?`
const SPEC = new RegExp(
  String.raw`^(?:${DATE})?[.T]?(?:${TIME})?(?:\s?(?<zoneSign>[+-])(?<zoneHours>\d\d)(?<zoneMinutes>\d\d)$)?(?<offset>[\d\smywd+-]+)?$`,
)
const SERIALISED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d?(?:\.\d{1,9})?)$/

/**
 * Reads `[date][. or T][time][zone or interval]`: see EXAMPLES. `.` is the present moment. What is not given
 * is today (in UTC), this year, midnight. Wall times are those of the context's zone unless the text
 * names its own (`+0200`); the serialised `yyyymmddHHMMSS` is UTC.
 *
 * @throws {TrackerError} invalid, with what would be right.
 */
export function parseDate(text: string, context: DateContext): Date {
  const input = asciiDigits(text).trim()
  const serialised = SERIALISED.exec(input)
  if (serialised) return fromSerialised(serialised, text)

  const given = input.length <= 100 ? SPEC.exec(input)?.groups : undefined
  if (!given || input === '' || !isComplete(given, input))
    throw new TrackerError('invalid', `"${text}" is no date: ${EXAMPLES}`)
  const base = instantOf(given, context, text)
  return given.offset?.trim() ? addInterval(base, offsetOf(given.offset, text)) : base
}

type Given = Record<string, string | undefined>

/** Refuses `-2020` and `2020-0200`, whose digits would be taken for a zone. */
function isComplete(given: Given, input: string): boolean {
  if (given.zoneSign) return given.hour !== undefined || given.day !== undefined || given.yearlessDay !== undefined
  if (given.offset !== undefined) return /[ymwd]/.test(given.offset)
  return input !== 'T'
}

function offsetOf(offset: string, text: string): Interval {
  const scanned = scanElements(offset.trim())
  if (!scanned)
    throw new TrackerError('invalid', `"${text}" is no date, since "${offset.trim()}" is no interval: ${EXAMPLES}`)
  return scanned.interval
}

function fromSerialised(match: RegExpExecArray, text: string): Date {
  const [, year, month, day, hour, minute, second] = match
  return new Date(wallOf({ year, month, day, hour, minute, second }, text))
}

function instantOf(given: Given, { zone, now }: DateContext, text: string): Date {
  const hasDate = given.year !== undefined || given.yearlessMonth !== undefined
  if (!hasDate && given.hour === undefined) return now

  const today = {
    year: String(now.getUTCFullYear()),
    month: String(now.getUTCMonth() + 1),
    day: String(now.getUTCDate()),
  }
  const date =
    given.year !== undefined
      ? { year: given.year, month: given.month, day: given.day }
      : hasDate
        ? { year: today.year, month: given.yearlessMonth, day: given.yearlessDay }
        : today
  const wall = wallOf({ ...date, hour: given.hour, minute: given.minute, second: given.second }, text)
  if (!given.zoneSign) return checked(wallToInstant(zone, wall), text)
  const aheadMs = (Number(given.zoneHours) * 60 + Number(given.zoneMinutes)) * 60_000
  return checked(given.zoneSign === '+' ? wall - aheadMs : wall + aheadMs, text)
}

/** A wall time as if it were UTC, in milliseconds. */
function wallOf(given: Given, text: string): number {
  const part = (name: string, absent: number): number => (given[name] === undefined ? absent : Number(given[name]))
  const [year, month, day] = [part('year', 0), part('month', 1), part('day', 1)]
  const [hour, minute, second] = [part('hour', 0), part('minute', 0), part('second', 0)]
  const wrong =
    year < 1
      ? 'there is no year 0'
      : month < 1 || month > 12
        ? `there is no month ${month}`
        : day < 1 || day > daysOfMonth(year, month)
          ? `month ${month} of ${year} has no day ${day}`
          : hour > 23
            ? 'hours go from 0 to 23'
            : minute > 59
              ? 'minutes go from 00 to 59'
              : second >= 60
                ? 'seconds go from 00 to 59'
                : null
  if (wrong) throw new TrackerError('invalid', `"${text}" is no date: ${wrong}`)
  return utc(year, month, day) + (hour * 60 + minute) * 60_000 + Math.round(second * 1000)
}

/** Date.UTC takes years below 100 for those of the last century. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

function daysOfMonth(year: number, month: number): number {
  return new Date(utc(year, month + 1, 0)).getUTCDate()
}

/** Years 1 to 9999 can be written and stored. */
export function isStorableDate(date: Date): boolean {
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999
}

function checked(instantMs: number, text: string): Date {
  const date = new Date(instantMs)
  if (!isStorableDate(date)) throw new TrackerError('invalid', `"${text}" is out of range: years go from 1 to 9999`)
  return date
}

/** Months keep the day and run over into the next month (31 January + 1m = 3 March, or the 2nd in a leap year); whole seconds remain. */
export function addInterval(date: Date, interval: Interval): Date {
  const { sign, years, months, days, hours, minutes, seconds } = interval
  const sum = new Date(0)
  sum.setUTCFullYear(
    date.getUTCFullYear() + sign * years,
    date.getUTCMonth() + sign * months,
    date.getUTCDate() + sign * days,
  )
  sum.setUTCHours(
    date.getUTCHours() + sign * hours,
    date.getUTCMinutes() + sign * minutes,
    date.getUTCSeconds() + sign * seconds,
  )
  return checked(sum.getTime(), `${date.toISOString()} with the interval`)
}

export function subtractInterval(date: Date, interval: Interval): Date {
  return addInterval(date, { ...interval, sign: interval.sign === 1 ? -1 : 1 })
}

/** From `b` to `a`, in days and time. */
export function difference(a: Date, b: Date): Interval {
  return intervalFromSeconds((a.getTime() - b.getTime()) / 1000)
}

export function localParts(date: Date, zone: string): LocalParts {
  const wall = new Date(date.getTime() + zoneOffsetMs(zone, date.getTime()))
  const year = wall.getUTCFullYear()
  return {
    year,
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
    dayOfYear: Math.floor((wall.getTime() - utc(year, 1, 1)) / DAY_MS) + 1,
  }
}

/** `2026-11-23.14:05:00`, the clock of the zone. */
export function printDate(date: Date, zone: string): string {
  const wall = new Date(date.getTime() + zoneOffsetMs(zone, date.getTime())).toISOString()
  return `${wall.slice(0, 10)}.${wall.slice(11, 19)}`
}
