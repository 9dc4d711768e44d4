/** Keeps "5 min ago" true while a page stays open. The words are those of the server. */

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function printAge(date, now) {
  const seconds = Math.round((now - date) / 1000)
  const span = printSpan(Math.abs(seconds))
  if (span === 'now') return span
  return seconds < 0 ? `in ${span}` : `${span} ago`
}

function printSpan(seconds) {
  if (seconds < MINUTE) return 'now'
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`
  const days = Math.floor(seconds / DAY)
  if (days < 60) return days === 1 ? '1 day' : `${days} days`
  if (days < 730) return `${Math.round(days / 30.44)} months`
  return `${Math.round(days / 365.25)} years`
}

function refresh() {
  if (document.hidden) return
  const now = Date.now()
  for (const time of document.querySelectorAll('time[data-age]')) {
    const words = printAge(Date.parse(time.dateTime), now)
    if (time.textContent !== words) time.textContent = words
  }
}

if (globalThis.document) {
  setInterval(refresh, MINUTE * 1000)
  document.addEventListener('visibilitychange', refresh)
}
