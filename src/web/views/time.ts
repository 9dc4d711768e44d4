import { printDate } from '../../values/date.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { PageContext } from './page-context.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `2026-03-01 14:22`, in the viewer's zone. */
export function printMinute(date: Date, zone: string): string {
  return printDate(date, zone).replace('.', ' ').slice(0, 16)
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
  if (seconds < 60 * DAY) return plural(Math.floor(seconds / DAY), 'day')
  if (seconds < 730 * DAY) return `${Math.floor(seconds / (30.44 * DAY))} months`
  return `${Math.floor(seconds / (365.25 * DAY))} years`
}

function plural(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`
}

/** To the minute: nobody reads seconds, and a list has a hundred of these. */
function machineTime(date: Date): string {
  return `${date.toISOString().slice(0, 16)}Z`
}

/** How long ago, with the exact time as its tooltip; `data-age` lets the page keep it up to date. */
export function age(context: PageContext, date: Date): Html {
  return html`<time data-age datetime="${machineTime(date)}" title="${printMinute(date, context.viewer.timezone)}">${printAge(date, context.now)}</time>`
}

/** The exact time, with how long ago it was as its tooltip. */
export function moment(context: PageContext, date: Date): Html {
  return html`<time datetime="${machineTime(date)}" title="${printAge(date, context.now)}">${printMinute(date, context.viewer.timezone)}</time>`
}
