import pg from 'pg'

/* Values as JavaScript wants them: instants as Date, eight-byte integers as number (ids and counts stay far below 2^53). */
const INT8 = 20
const TIMESTAMPTZ = 1184
export function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return Number
  if (oid === TIMESTAMPTZ) return parseInstant
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown
}

/** `2020-02-03 14:05:06.789+00`: the session's zone is UTC. A list has a hundred of them, and Date takes thrice as long to read one. */
function parseInstant(text: string): Date {
  if (!isUsual(text)) return pg.types.getTypeParser(TIMESTAMPTZ, 'text')(text)
  let ms = 0
  for (let at = 20, worth = 100; at < text.length - 3; at++, worth /= 10) ms += (text.charCodeAt(at) - ZERO) * worth
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  return new Date(
    Date.UTC(
      year,
      twoDigits(text, 5) - 1,
      twoDigits(text, 8),
      twoDigits(text, 11),
      twoDigits(text, 14),
      twoDigits(text, 17),
      ms,
    ),
  )
}

const ZERO = 48

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

/** A year of four digits, which Date takes as it is from 1000 on; milliseconds, of which zeros at the end are left out. */
function isUsual(text: string): boolean {
  const isLong = text.length === 22 || (text.length > 23 && text.length <= 26 && text[19] === '.')
  return isLong && text[0] !== '0' && text[4] === '-' && text[10] === ' ' && text.endsWith('+00')
}
