/** A part of some bytes: from the first to the last, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

const ONE_RANGE = /^bytes\s*=\s*(?:(\d+)-(\d*)|-(\d+))$/i

/**
 * The part that a Range header asks for. Null: all of it, since there is no header, it can't be read, or it asks for
 * several parts, which a server may answer with the whole.
 *
 * @see RFC 9110 section 14.1.2 and 14.2
 */
export function parseByteRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | null {
  const match = ONE_RANGE.exec(header?.trim() ?? '')
  if (!match) return null
  const [, from, to, suffix] = match
  if (suffix !== undefined) {
    const count = Math.min(Number(suffix), length)
    return count === 0 ? 'unsatisfiable' : { first: length - count, last: length - 1 }
  }
  const first = Number(from)
  const last = to === '' ? Infinity : Number(to)
  if (last < first) return null
  return first >= length ? 'unsatisfiable' : { first, last: Math.min(last, length - 1) }
}

/**
 * Whether a part of what the client has may be sent: without If-Range, or when it names these very bytes. A weak tag
 * names none, and dates are not given here.
 *
 * @see RFC 9110 section 13.1.5
 */
export function isStillSame(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || (ifRange.trim() === etag && !etag.startsWith('W/'))
}
