import { TrackerError } from '../errors.ts'
import { difference, parseDate } from './date.ts'
import { asciiDigits } from './digits.ts'
import type { Interval, ScannedInterval } from './interval-parts.ts'
import { DAY_SECONDS, normalSign, scanElements } from './interval-parts.ts'

export type { Interval, IntervalUnit, ScannedInterval } from './interval-parts.ts'
export { intervalFromSeconds, intervalSeconds } from './interval-parts.ts'

const SERIALISED = /^([+-])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/
const PRINTED = /^([+-]) (?:(\d+)y ?)?(?:(\d+)m ?)?(?:(\d+)d ?)?(?:(\d+):(\d+)(?::(\d+))?)?$/
const DATE_BEHIND = /^([+-]?\s*(?:\d+\s*[ymwd]\s*)*)(\d.*)$/

/**
 * Reads `[sign] [#y] [#m] [#w] [#d] [H:MM[:SS] | :SS]`, the serialised `+yyyymmddHHMMSS`, or a date: the
 * interval from then (plus what stands before it) until the beginning of today.
 *
 * @throws {TrackerError} invalid, also when anything stands behind the interval.
 */
export function parseInterval(text: string, { now }: { readonly now: Date }): Interval {
  return scanInterval(text, now).interval
}

export function scanInterval(text: string, now: Date): ScannedInterval {
  const input = asciiDigits(text).trim()
  return scanElements(input) ?? scanSerialised(input) ?? scanDate(input, now) ?? refuse(text)
}

function refuse(text: string): never {
  throw new TrackerError('invalid', `"${text}" is no interval: write it as in 1y 2m 3w 4d or -1d 2:30:00`)
}

function scanSerialised(input: string): ScannedInterval | null {
  const match = SERIALISED.exec(input)
  if (!match) return null
  return { interval: normalSign(fromGroups(match)), finest: 'seconds' }
}

/** A date stands for the time since then; `1d 2020-01-01` is a day less. */
function scanDate(input: string, now: Date): ScannedInterval | null {
  const match = input.length <= 100 ? DATE_BEHIND.exec(input) : null
  const before = match?.[1]!.trim()
  const date = match?.[2]
  // "-2020-01-01" could mean anything.
  if (before === undefined || !date || before === '-' || !/^\d{4}[-/]/.test(date)) return null
  const offset = before === '' || before === '+' ? '' : ` ${/^[+-]/.test(before) ? before : `+ ${before}`}`
  const today = new Date(now.getTime() - (now.getTime() % (DAY_SECONDS * 1000)))
  const then = parseDate(`${date}${offset}`, { zone: 'UTC', now })
  return { interval: difference(today, then), finest: 'days' }
}

/** `+ 1y 2m 3d 4:05:06`, `- 2d 0:30`, `00:00`. */
export function printInterval(interval: Interval): string {
  const { sign, years, months, days, hours, minutes, seconds } = interval
  const parts: string[] = []
  if (years) parts.push(`${years}y`)
  if (months) parts.push(`${months}m`)
  if (days) parts.push(`${days}d`)
  if (seconds) parts.push(`${hours}:${pad(minutes)}:${pad(seconds)}`)
  else if (hours || minutes) parts.push(`${hours}:${pad(minutes)}`)
  return parts.length ? `${sign < 0 ? '-' : '+'} ${parts.join(' ')}` : '00:00'
}

/** Reads what {@link printInterval} wrote, also where Roundup had stored 99 seconds or a million days. */
export function readInterval(printed: string): Interval {
  const match = PRINTED.exec(printed)
  if (!match && printed !== '00:00') throw new TypeError(`"${printed}" was not printed by printInterval`)
  return fromGroups(match ?? [])
}

function fromGroups(groups: readonly (string | undefined)[]): Interval {
  const number = (index: number): number => Number(groups[index] ?? 0)
  return {
    sign: groups[1] === '-' ? -1 : 1,
    years: number(2),
    months: number(3),
    days: number(4),
    hours: number(5),
    minutes: number(6),
    seconds: number(7),
  }
}

/** `+yyyymmddHHMMSS`; longer where a part needs more digits, and then it can't be read back. */
export function serialiseInterval({ sign, years, months, days, hours, minutes, seconds }: Interval): string {
  return `${sign < 0 ? '-' : '+'}${pad(years, 4)}${[months, days, hours, minutes, seconds].map((part) => pad(part)).join('')}`
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}
