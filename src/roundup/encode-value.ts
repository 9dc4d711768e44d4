import type { Value } from '../schema/property.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import type { Interval } from '../values/interval.ts'
import { readInterval } from '../values/interval.ts'
import type { Json } from './history-value.ts'
import type { Literal } from './python-literal.ts'
import { Tuple } from './python-literal.ts'

/** A value as Roundup would export it. */
export function encodeValue(value: Value): Literal {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return dateTuple(value)
  return isIntervalValue(value) ? intervalTuple(value) : value.map(String)
}

/** The same, where a link is told from a number by its property. */
export function encodeProperty(property: PropertySchema, value: Value): Literal {
  return property.type === 'link' && typeof value === 'number' ? String(value) : encodeValue(value)
}

function isIntervalValue(value: Interval | readonly number[]): value is Interval {
  return !Array.isArray(value)
}

function dateTuple(date: Date): Tuple {
  const seconds = date.getUTCSeconds() + date.getUTCMilliseconds() / 1000
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  ]
  return new Tuple([...parts, seconds, 0, 0, 0])
}

function intervalTuple({ sign, years, months, days, hours, minutes, seconds }: Interval): Tuple {
  return new Tuple([sign, years, months, days, hours, minutes, seconds])
}

/** An old value of the journal as Roundup would export it. */
export function encodeHistoryValue(property: PropertySchema | undefined, json: Json): Literal {
  if (typeof json === 'number' && property?.type === 'link') return String(json)
  if (typeof json === 'boolean' && property?.type === 'boolean') return json ? 1 : 0
  if (typeof json === 'string') {
    if (property?.type === 'date' && ISO.test(json)) return dateTuple(new Date(json))
    if (property?.type === 'interval' && PRINTED_INTERVAL.test(json)) return intervalTuple(readInterval(json))
  }
  return encodeJson(property, json)
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const PRINTED_INTERVAL = /^(?:00:00|[+-] (?:\d+y ?)?(?:\d+m ?)?(?:\d+d ?)?(?:\d+:\d\d(?::\d\d)?)?)$/

function encodeJson(property: PropertySchema | undefined, json: Json): Literal {
  if (json === null || typeof json !== 'object') return json
  if (isList(json))
    return json.map((item) =>
      property?.type === 'multilink' && typeof item === 'number' ? String(item) : encodeJson(property, item),
    )
  if ('number' in json) return encodeBigNumber(String(json['number']))
  if ('tuple' in json) return new Tuple(encodeJson(undefined, json['tuple']) as readonly Literal[])
  if ('dict' in json)
    return new Map(
      Object.entries(json['dict'] as Record<string, Json>).map(([key, item]) => [key, encodeJson(undefined, item)]),
    )
  return new Tuple(['+', '-'].filter((sign) => sign in json).map((sign) => new Tuple([sign, idList(json[sign]!)])))
}

function isList(json: object): json is readonly Json[] {
  return Array.isArray(json)
}

function idList(json: Json): Literal {
  return (json as readonly Json[]).map((id) => (typeof id === 'number' ? String(id) : encodeJson(undefined, id)))
}

function encodeBigNumber(text: string): Literal {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}
