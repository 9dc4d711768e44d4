import type { PropertySchema } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import type { Interval } from '../values/interval.ts'
import type { IdSet } from './id-set.ts'
import { idOf } from './literal-id.ts'
import type { Literal } from './python-literal.ts'
import { Tuple } from './python-literal.ts'

/** Why something of an export can't stand in its place. */
export type KeptReason =
  | 'no-target'
  | 'nul'
  | 'not-utf-8'
  | 'surrogate'
  | 'out-of-range'
  | 'precision'
  | 'unset'
  | 'password-hash'

/** What stands beside a node because it can't stand in its row: the id it links to, or the cell as it is written. */
export interface Kept {
  readonly property: string
  readonly value: number | { readonly literal: string; readonly sequence?: number }
  readonly reason: KeptReason
}

/** A cell whose value is of another type than its property. */
export class WrongType extends Error {}

/** Called with what can't stand in its place. */
export type Keep = (reason: KeptReason, id?: number) => void

const INT4_MAX = 2 ** 31 - 1
const MAX_YEAR = 9999

/**
 * The value of a cell, by the type of its property.
 *
 * @param targets  the nodes that a link of this property may point to.
 * @throws {WrongType} with what would be right.
 */
export function decodeValue(property: PropertySchema, literal: Literal, targets: IdSet | null, keep: Keep): Value {
  if (literal === null) return property.type === 'multilink' ? [] : null
  switch (property.type) {
    case 'string':
    case 'password':
      return decodeText(literal)
    case 'boolean':
      return decodeBoolean(literal)
    case 'number':
      return decodeNumber(literal, property.definition.type === 'number' && property.definition.double === true, keep)
    case 'integer':
      return decodeInteger(literal, keep)
    case 'date':
      return decodeDate(literal)
    case 'interval':
      return decodeInterval(literal)
    case 'link':
      return decodeLink(literal, targets, keep)
    case 'multilink':
      return decodeMultilink(literal, targets, keep)
  }
}

function decodeText(literal: Literal): string {
  if (typeof literal === 'string') return literal
  throw new WrongType("a string is written in quotes, 'like this', or None")
}

/** What PostgreSQL can store of a text with flaws. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

function decodeBoolean(literal: Literal): boolean {
  if (literal === true || literal === 1) return true
  if (literal === false || literal === 0) return false
  throw new WrongType('a boolean is 1, 0, True, False or None')
}

function decodeNumber(literal: Literal, double: boolean, keep: Keep): number | null {
  if (typeof literal !== 'number' && typeof literal !== 'bigint')
    throw new WrongType('a number is written as in 3 or 0.5, or None')
  const number = Number(literal)
  if (typeof literal === 'bigint' && BigInt(number) !== literal) keep('precision')
  if (double || Number.isNaN(number) || keepsDigits(number)) return number
  const rounded = Math.fround(number)
  keep('precision')
  return Number.isFinite(rounded) ? rounded : null
}

/** Four bytes hold any number of so many digits. */
const SAFE_DIGITS = 6
const MAX_DIGITS = 9
const MILLION = 10 ** SAFE_DIGITS

/** Whether a four-byte column gives the number back: it prints the shortest digits that tell it apart. */
function keepsDigits(number: number): boolean {
  const millionths = Math.round(number * MILLION)
  if (millionths > -MILLION && millionths < MILLION && millionths / MILLION === number) return true
  const rounded = Math.fround(number)
  if (!Number.isFinite(rounded) || (rounded === 0 && number !== 0)) return rounded === number
  if (Number(number.toPrecision(SAFE_DIGITS)) === number) return true
  for (let digits = SAFE_DIGITS + 1; digits <= MAX_DIGITS; digits++) {
    const printed = Number(rounded.toPrecision(digits))
    if (Math.fround(printed) === rounded) return printed === number
  }
  return false
}

function decodeInteger(literal: Literal, keep: Keep): number | null {
  const whole = typeof literal === 'bigint' || (typeof literal === 'number' && Number.isInteger(literal))
  if (!whole) throw new WrongType('an integer is written as in 3 or -1, or None')
  const number = Number(literal)
  if (number >= -INT4_MAX - 1 && number <= INT4_MAX) return number + 0
  keep('out-of-range')
  return null
}

function decodeDate(literal: Literal): Date {
  const instant = literal instanceof Tuple ? instantOf(literal.items) : null
  if (instant === null) throw new WrongType('a date is (year, month, day, hour, minute, second, 0, 0, 0) or None')
  return new Date(instant)
}

const wholeIn = (value: Literal | undefined, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

/** Milliseconds of Roundup's date tuple, in UTC; null where it is no date. */
export function instantOf(parts: readonly Literal[]): number | null {
  const [year, month, day, hour, minute, second] = parts
  if (parts.length < 6 || !wholeIn(year, 1, MAX_YEAR) || !wholeIn(month, 1, 12) || !wholeIn(day, 1, 31)) return null
  if (!wholeIn(hour, 0, 23) || !wholeIn(minute, 0, 59)) return null
  if (typeof second !== 'number' || !(second >= 0) || second >= 61) return null

  // Seconds carry binary noise (5.6779999), and old ones reach 60.
  const millisecond = Math.min(Math.round(second * 1000), 59_999)
  const instant = Date.UTC(year, month - 1, day, hour, minute, 0, millisecond)
  if (year >= 100) return isDayOf(instant, day) ? instant : null
  const early = new Date(instant).setUTCFullYear(year, month - 1, day)
  return isDayOf(early, day) ? early : null
}

/** False for 30 February, which arithmetic would turn into a day of March. */
function isDayOf(instant: number, day: number): boolean {
  return day <= 28 || new Date(instant).getUTCDate() === day
}

function decodeInterval(literal: Literal): Interval {
  const interval = literal instanceof Tuple ? intervalOf(literal.items) : null
  if (interval === null)
    throw new WrongType('an interval is (sign, years, months, days, hours, minutes, seconds) or None')
  return interval
}

/** Roundup's interval tuple; null where it is none. */
export function intervalOf(parts: readonly Literal[]): Interval | null {
  if (parts.length !== 7 || !parts.every((part) => wholeIn(part, -1, INT4_MAX))) return null
  const [sign, years, months, days, hours, minutes, seconds] = parts as number[]
  if (Math.min(years!, months!, days!, hours!, minutes!, seconds!) < 0) return null
  return {
    sign: sign! < 0 ? -1 : 1,
    years: years!,
    months: months!,
    days: days!,
    hours: hours!,
    minutes: minutes!,
    seconds: seconds!,
  }
}

/** A link that was read from the bytes of its cell. */
export function checkLink(id: number, targets: IdSet | null, keep: Keep): number | null {
  if (targets?.has(id)) return id
  keep('no-target', id)
  return null
}

/** A list of links that was read from the bytes of its cell: ascending, without those that lead nowhere. */
export function checkLinks(ids: readonly number[], targets: IdSet | null, keep: Keep): readonly number[] {
  let fits = true
  for (let at = 0; at < ids.length; at++)
    if (!targets?.has(ids[at]!) || (at > 0 && ids[at]! <= ids[at - 1]!)) fits = false
  if (fits) return ids
  return ascending(ids.filter((id) => checkLink(id, targets, keep) !== null))
}

function ascending(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].sort((one, other) => one - other)
}

function decodeLink(literal: Literal, targets: IdSet | null, keep: Keep): number | null {
  const id = idOf(literal)
  if (id !== null && targets?.has(id)) return id
  if (id === null && !isNumberText(literal)) throw new WrongType("a link is the id of a node, as in '12', or None")
  keep('no-target', id ?? undefined)
  return null
}

/** An id that is too large, or negative: no node has it, but it is no mistake of form. */
function isNumberText(literal: Literal): boolean {
  return (
    typeof literal === 'number' ||
    typeof literal === 'bigint' ||
    (typeof literal === 'string' && /^-?\d{1,20}$/.test(literal))
  )
}

function decodeMultilink(literal: Literal, targets: IdSet | null, keep: Keep): readonly number[] {
  if (!Array.isArray(literal)) throw new WrongType("a multilink is a list of ids, as in ['1', '12']")
  return ascending(
    (literal as readonly Literal[]).map((item) => decodeLink(item, targets, keep)).filter((id) => id !== null),
  )
}
