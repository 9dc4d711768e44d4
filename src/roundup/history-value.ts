import type { PropertySchema } from '../schema/tracker.ts'
import { printInterval } from '../values/interval.ts'
import { instantOf, intervalOf, storableText } from './decode-value.ts'
import { idOf } from './literal-id.ts'
import type { Literal } from './python-literal.ts'
import { Tuple } from './python-literal.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** What a history says of a multilink: ids added and removed. */
export type JsonDelta = { readonly '+'?: readonly Json[]; readonly '-'?: readonly Json[] }

/**
 * A value as the journal writes it: dates as ISO text, intervals as Roundup's text, ids as numbers,
 * passwords without their hash. What doesn't fit the property (its type was another once), or has no
 * property any more, is kept as what it is.
 */
export function historyValue(property: PropertySchema | undefined, literal: Literal): Json {
  if (literal === null) return null
  switch (property?.type) {
    case 'link':
      return idOf(literal) ?? plainJson(literal)
    case 'boolean':
      return truthOf(literal) ?? plainJson(literal)
    case 'date':
      return isoOf(literal) ?? plainJson(literal)
    case 'interval':
      return intervalTextOf(literal) ?? plainJson(literal)
    case 'password':
      return typeof literal === 'string' ? maskedPassword(literal) : plainJson(literal)
    case 'multilink':
      return Array.isArray(literal) ? literal.map((item: Literal) => idOf(item) ?? plainJson(item)) : plainJson(literal)
    default:
      return plainJson(literal)
  }
}

function truthOf(literal: Literal): boolean | null {
  if (literal === true || literal === 1 || literal === 'TRUE') return true
  if (literal === false || literal === 0 || literal === 'FALSE') return false
  return null
}

const STORED_DATE = /^(\d{4})-?(\d\d)-?(\d\d) ?(\d\d):?(\d\d):?(\d\d(?:\.\d+)?)$/

/** A tuple; or text, as tables of Roundup hold it and some histories repeat it. */
function isoOf(literal: Literal): string | null {
  const parts =
    literal instanceof Tuple
      ? literal.items
      : typeof literal === 'string'
        ? STORED_DATE.exec(literal)?.slice(1).map(Number)
        : null
  const instant = parts ? instantOf(parts) : null
  return instant === null ? null : new Date(instant).toISOString()
}

const STORED_INTERVAL = /^([+-])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/

function intervalTextOf(literal: Literal): string | null {
  if (literal instanceof Tuple) {
    const interval = intervalOf(literal.items)
    return interval && printInterval(interval)
  }
  const match = typeof literal === 'string' ? STORED_INTERVAL.exec(literal) : null
  const interval = match && intervalOf([match[1] === '-' ? -1 : 1, ...match.slice(2).map(Number)])
  return interval && printInterval(interval)
}

/** A history never needs a hash; those that stand in one, from Roundup's first years, don't go on. */
export function maskedPassword(stored: string): string {
  const scheme = /^\{\w+\}/.exec(stored)?.[0] ?? '{plaintext}'
  return `${scheme}*encrypted*`
}

/** Ids added and removed, `(('+', ['2']), ('-', ['1']))`; null for anything else. */
export function deltaOf(literal: Literal): JsonDelta | null {
  if (!(literal instanceof Tuple) || literal.items.length === 0 || literal.items.length > 2) return null
  const delta: { '+'?: Json[]; '-'?: Json[] } = {}
  for (const part of literal.items) {
    if (!(part instanceof Tuple) || part.items.length !== 2) return null
    const [sign, ids] = part.items
    if ((sign !== '+' && sign !== '-') || sign in delta || !Array.isArray(ids)) return null
    delta[sign] = ids.map((id: Literal) => idOf(id) ?? plainJson(id))
  }
  return delta
}

/** Any literal as JSON that can be turned back: what JSON lacks is marked. */
function plainJson(literal: Literal): Json {
  if (typeof literal === 'string') return storableText(literal)
  if (typeof literal === 'bigint') return { number: String(literal) }
  if (typeof literal === 'number' && !Number.isFinite(literal)) return { number: String(literal) }
  if (literal instanceof Tuple) return { tuple: literal.items.map(plainJson) }
  if (literal instanceof Map)
    return { dict: Object.fromEntries([...literal].map(([key, value]) => [storableText(key), plainJson(value)])) }
  return Array.isArray(literal) ? literal.map(plainJson) : (literal as Json)
}
