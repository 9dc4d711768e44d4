import { TrackerError } from '../errors.ts'

/** A user's zone: an IANA name, or whole hours from UTC (`3`, `-5`); the empty text is UTC. */
const HOURS = /^[+-]?\d{1,2}$/
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]*$/

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/**
 * Outside these instants a zone keeps the offset it has at the nearer one. Zone data ends in 2037 for
 * Roundup, so a date of 2050 typed there and one typed here are the same instant; before 1800 there
 * were no zones.
 */
const FIRST_KNOWN = Date.UTC(1800, 0, 1)
const LAST_KNOWN = Date.UTC(2037, 11, 31)

export function isZone(text: string): boolean {
  return clockOf(text) !== null
}

/**
 * Milliseconds by which clocks in the zone are ahead of UTC at an instant.
 *
 * @throws {TrackerError} invalid, when there is no such zone.
 */
export function zoneOffsetMs(zone: string, instantMs: number): number {
  const clock = clockOf(zone)
  if (!clock)
    throw new TrackerError(
      'invalid',
      `There is no time zone "${zone}": write a name as in Europe/Warsaw, or hours from UTC as in -5`,
    )
  return clock(Math.min(Math.max(instantMs, FIRST_KNOWN), LAST_KNOWN))
}

/**
 * The instant at which clocks in the zone show a wall time, which is given as if it were UTC. A time that
 * occurs twice, or never, when clocks change is read as standard time: the smaller offset.
 */
export function wallToInstant(zone: string, wallMs: number): number {
  const before = zoneOffsetMs(zone, wallMs - DAY_MS)
  const after = zoneOffsetMs(zone, wallMs + DAY_MS)
  const [smaller, larger] = before < after ? [before, after] : [after, before]
  for (const offset of [smaller, larger]) if (zoneOffsetMs(zone, wallMs - offset) === offset) return wallMs - offset
  return wallMs - smaller
}

type Clock = (instantMs: number) => number

const clocks = new Map<string, Clock | null>()
/** Names that users typed wrongly must not fill the memory. */
const MAX_CLOCKS = 1000

function clockOf(zone: string): Clock | null {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = makeClock(zone)
  if (clocks.size < MAX_CLOCKS) clocks.set(zone, clock)
  return clock
}

function makeClock(zone: string): Clock | null {
  if (zone === '' || zone === 'UTC') return () => 0
  if (HOURS.test(zone)) {
    const hours = Number(zone)
    return Math.abs(hours) < 24 ? () => hours * 60 * MINUTE_MS : null
  }
  if (!NAME.test(zone)) return null
  try {
    return remembering(namedClock(zone))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Intl takes microseconds for an answer, and a page asks for the same hours again and again. */
function remembering(clock: Clock): Clock {
  const quarterHourMs = 15 * MINUTE_MS
  let offsets = new Map<number, number>()
  return (instantMs) => {
    // Zones change their clocks on a quarter of an hour; before 1900 some did not.
    if (instantMs < 0) return clock(instantMs)
    const quarter = Math.floor(instantMs / quarterHourMs)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      offset = clock(instantMs)
      if (offsets.size >= 5000) offsets = new Map()
      offsets.set(quarter, offset)
    }
    return offset
  }
}

function namedClock(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instantMs) => {
    const seconds = Math.floor(instantMs / 1000) * 1000
    const shown: Record<string, number> = {}
    for (const part of format.formatToParts(seconds)) shown[part.type] = Number(part.value)
    return Date.UTC(shown.year!, shown.month! - 1, shown.day, shown.hour, shown.minute, shown.second) - seconds
  }
}
