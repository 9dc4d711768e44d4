import type { Interval } from './interval-parts.ts'

/** How far away, as people say it: `in 2 days`, `3/4 hours ago`, `tomorrow`. A positive interval lies ahead. */
export function relativeWords(interval: Interval): string {
  const ahead = interval.sign > 0
  const parts = carried(interval)
  if (isAboutADay(parts)) return ahead ? 'tomorrow' : 'yesterday'
  const amount = amountWords(parts)
  if (!amount) return ahead ? 'in a moment' : 'just now'
  return ahead ? `in ${amount}` : `${amount} ago`
}

/** 99 minutes are an hour and 39. Months and years stay as they were written. */
function carried(interval: Interval): Interval {
  const minutes = interval.minutes + Math.floor(interval.seconds / 60)
  const hours = interval.hours + Math.floor(minutes / 60)
  return { ...interval, minutes: minutes % 60, hours: hours % 24, days: interval.days + Math.floor(hours / 24) }
}

function isAboutADay({ years, months, days, hours }: Interval): boolean {
  return !years && !months && (days === 1 || (days === 0 && hours > 12))
}

function amountWords({ years, months, days, hours, minutes }: Interval): string | null {
  if (years) return count(years, 'year')
  if (months || days > 28) return count(Math.max(1, Math.floor((months * 30 + days) / 30)), 'month')
  if (days > 7) return count(Math.floor(days / 7), 'week')
  if (days > 1) return count(days, 'day')
  if (hours > 1) return count(hours, 'hour')
  const quarters = Math.floor(minutes / 15)
  if (hours === 1) return ['an hour', '1 1/4 hours', '1 1/2 hours', '1 3/4 hours'][quarters]!
  if (minutes >= 15) return ['1/4 hour', '1/2 an hour', '3/4 hours'][quarters - 1]!
  return minutes ? count(minutes, 'minute') : null
}

function count(size: number, unit: string): string {
  return `${size} ${unit}${size === 1 ? '' : 's'}`
}
