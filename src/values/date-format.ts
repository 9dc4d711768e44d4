import type { LocalParts } from './date.ts'
import { localParts } from './date.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

const directives: Readonly<Record<string, (parts: LocalParts) => string>> = {
  a: ({ weekday }) => DAYS[weekday]!.slice(0, 3),
  A: ({ weekday }) => DAYS[weekday]!,
  b: ({ month }) => MONTHS[month - 1]!.slice(0, 3),
  B: ({ month }) => MONTHS[month - 1]!,
  d: ({ day }) => pad(day),
  e: ({ day }) => String(day).padStart(2),
  H: ({ hour }) => pad(hour),
  I: ({ hour }) => pad(hour % 12 || 12),
  j: ({ dayOfYear }) => pad(dayOfYear, 3),
  m: ({ month }) => pad(month),
  M: ({ minute }) => pad(minute),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  S: ({ second }) => pad(second),
  U: ({ dayOfYear, weekday }) => pad(Math.floor((dayOfYear + 6 - weekday) / 7)),
  w: ({ weekday }) => String(weekday),
  W: ({ dayOfYear, weekday }) => pad(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7)),
  y: ({ year }) => pad(year % 100),
  Y: ({ year }) => pad(year, 4),
  '%': () => '%',
}
/** What stands for several: as the C locale has them. */
const COMPOUND: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
}

/**
 * Shows a date in the form of C's strftime, in English. As in Roundup the zero of a leading `%d` is a
 * blank; a letter that means nothing stays as it is written.
 */
export function formatDate(date: Date, zone: string, format: string): string {
  const parts = localParts(date, zone)
  const text = format
    .replace(/%([cDFRTxX])/g, (_, letter: string) => COMPOUND[letter]!)
    .replace(/%(.)/gs, (written, letter: string) => directives[letter]?.(parts) ?? written)
  return format.startsWith('%d') && text.startsWith('0') ? ` ${text.slice(1)}` : text
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}
