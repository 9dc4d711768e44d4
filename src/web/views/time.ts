import { zoneOffsetMs } from '../../values/zone.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { PageContext } from './page-context.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DAY_MS = DAY * 1000
const MINUTE_MS = MINUTE * 1000
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const MAX_DAYS_KEPT = 10_000
const days = new Map<number, string>()

/** `2026-03-01 14:22`, in the viewer's zone. */
export function printMinute(date: Date, zone: string): string {
  return minuteText(date.getTime() + zoneOffsetMs(zone, date.getTime()), ' ')
}

/** A list prints a hundred times of few days, so the text of a day is made once. */
function minuteText(wallMs: number, separator: string): string {
  const day = Math.floor(wallMs / DAY_MS)
  const minutes = Math.floor((wallMs - day * DAY_MS) / MINUTE_MS)
  return `${dayText(day)}${separator}${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}`
}

function dayText(day: number): string {
  let text = days.get(day)
  if (text === undefined) {
    if (days.size >= MAX_DAYS_KEPT) days.clear()
    text = new Date(day * DAY_MS).toISOString().slice(0, 10)
    days.set(day, text)
  }
  return text
}

/** How long ago, in as few letters as a column can spare; the browser's own script writes the same. */
export function printAge(date: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1000)
  const age = printSpan(Math.abs(seconds))
  if (age === 'now') return age
  return seconds < 0 ? `in ${age}` : `${age} ago`
}

function printSpan(seconds: number): string {
  if (seconds < MINUTE) return 'now'
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`
  const whole = Math.floor(seconds / DAY)
  if (whole < 60) return whole === 1 ? '1 day' : `${whole} days`
  if (whole < 730) return `${Math.round(whole / 30.44)} months`
  return `${Math.round(whole / 365.25)} years`
}

/** To the minute: nobody reads seconds, and a list has a hundred of these. */
function machineTime(date: Date): string {
  return `${minuteText(date.getTime(), 'T')}Z`
}

/** How long ago, with the exact time as its tooltip; `data-age` lets the page keep it up to date. */
export function age(context: PageContext, date: Date): Html {
  return html`<time data-age datetime="${machineTime(date)}" title="${printMinute(date, context.viewer.timezone)}">${printAge(date, context.now)}</time>`
}

/** The exact time, with how long ago it was as its tooltip. */
export function moment(context: PageContext, date: Date): Html {
  return html`<time datetime="${machineTime(date)}" title="${printAge(date, context.now)}">${printMinute(date, context.viewer.timezone)}</time>`
}
