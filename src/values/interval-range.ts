import type { Interval, ScannedInterval } from './interval.ts'
import { parseInterval, scanInterval } from './interval.ts'
import type { Range } from './range.ts'
import { cutRange } from './range.ts'

/**
 * A range of intervals. A single one reaches to the next of its finest unit: `1m` is 1m to 2m, `2:30` is
 * 2:30 to 2:31, `-9d` is -9d to -8d.
 *
 * @throws {TrackerError} invalid
 */
export function parseIntervalRange(text: string, { now }: { readonly now: Date }): Range<Interval> {
  const cut = cutRange(text)
  if ('single' in cut) {
    const scanned = scanInterval(cut.single, now)
    return { from: scanned.interval, to: nextOf(scanned) }
  }
  return {
    from: cut.from === null ? null : parseInterval(cut.from, { now }),
    to: cut.to === null ? null : parseInterval(cut.to, { now }),
  }
}

function nextOf({ interval, finest }: ScannedInterval): Interval {
  const unit = finest === 'weeks' ? 'days' : finest
  const step = (finest === 'weeks' ? 7 : 1) * interval.sign
  const next = { ...interval, [unit]: interval[unit] + step }
  // -1d 0:00 has no minute to give back; one minute later is all that is meant.
  return next[unit] < 0 ? { ...interval, [unit]: 0 } : next
}
