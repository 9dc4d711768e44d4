import type { PropertySchema } from '../schema/tracker.ts'
import type { Literal } from './python-literal.ts'
import { Tuple } from './python-literal.ts'

/**
 * Whether two literals mean the same value of a property: ids are text or numbers, truth is 1 or True,
 * seconds are compared as milliseconds, the order of links says nothing.
 */
export function sameValue(property: PropertySchema | undefined, one: Literal, other: Literal): boolean {
  if (property?.type === 'multilink' && isEmptyList(one) && isEmptyList(other)) return true
  if (one === null || other === null) return one === other
  switch (property?.type) {
    case 'link':
      return idText(one) === idText(other)
    case 'multilink':
      return sameLinks(one, other)
    case 'date':
      return sameDate(one, other) || sameLiteral(one, other)
    case 'interval':
      return sameInterval(one, other) || sameLiteral(one, other)
    case 'boolean':
      return truthText(one) === truthText(other)
    default:
      return sameLiteral(one, other)
  }
}

/** An unset multilink is None or an empty list. */
function isEmptyList(literal: Literal): boolean {
  return literal === null || (Array.isArray(literal) && literal.length === 0)
}

function idText(literal: Literal): string {
  return typeof literal === 'string' || typeof literal === 'number' || typeof literal === 'bigint'
    ? String(literal)
    : JSON.stringify(literal)
}

function sameLinks(one: Literal, other: Literal): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return sameLiteral(one, other)
  const ids = new Set((one as readonly Literal[]).map(idText))
  const others = new Set((other as readonly Literal[]).map(idText))
  return ids.size === others.size && [...ids].every((id) => others.has(id))
}

const DATE_PARTS = 5

function sameDate(one: Literal, other: Literal): boolean {
  const left = dateParts(one)
  const right = dateParts(other)
  if (!left || !right) return false
  for (let part = 0; part < DATE_PARTS; part++) if (Number(left[part]) !== Number(right[part])) return false
  return milliseconds(left[DATE_PARTS]!) === milliseconds(right[DATE_PARTS]!)
}

const DATE_TEXT = /^(\d{4})-?(\d\d)-?(\d\d) ?(\d\d):?(\d\d):?(\d\d(?:\.\d+)?)$/

function dateParts(literal: Literal): readonly Literal[] | null {
  if (literal instanceof Tuple) return literal.items.length > DATE_PARTS ? literal.items : null
  return typeof literal === 'string' ? (DATE_TEXT.exec(literal)?.slice(1) ?? null) : null
}

/** Seconds reach 60 in old data; Roundup itself cuts them to 59.999. */
function milliseconds(seconds: Literal): number {
  return Math.min(Math.round(Number(seconds) * 1000), 59_999)
}

const INTERVAL_TEXT = /^([+-])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/

/** No time at all has no sign. */
function sameInterval(one: Literal, other: Literal): boolean {
  const [left, right] = [intervalParts(one), intervalParts(other)]
  if (!left || !right || left.length !== right.length) return false
  const isSame = left.slice(1).every((part, at) => Number(part) === Number(right[at + 1]))
  return isSame && (Number(left[0]) < 0 === Number(right[0]) < 0 || left.slice(1).every((part) => Number(part) === 0))
}

function intervalParts(literal: Literal): readonly Literal[] | null {
  if (literal instanceof Tuple) return literal.items
  const match = typeof literal === 'string' ? INTERVAL_TEXT.exec(literal) : null
  return match && [match[1] === '-' ? -1 : 1, ...match.slice(2)]
}

function truthText(literal: Literal): string {
  if (literal === true || literal === 1 || literal === 'TRUE') return 'true'
  if (literal === false || literal === 0 || literal === 'FALSE') return 'false'
  return JSON.stringify(literal)
}

/** The same in structure; a long is the number that it is. */
export function sameLiteral(one: Literal, other: Literal): boolean {
  if (Object.is(one, other) || one === other) return true
  if (typeof one === 'bigint' || typeof other === 'bigint') return String(one) === String(other)
  if (one === null || other === null) return false
  if (typeof one !== 'object' || typeof other !== 'object')
    return isTruth(one) && isTruth(other) && Number(one) === Number(other)
  if (one instanceof Tuple) return other instanceof Tuple && sameItems(one.items, other.items)
  if (one instanceof Map) return other instanceof Map && sameEntries(one, other)
  return Array.isArray(one) && Array.isArray(other) && sameItems(one as readonly Literal[], other as readonly Literal[])
}

function sameEntries(one: ReadonlyMap<string, Literal>, other: ReadonlyMap<string, Literal>): boolean {
  return (
    one.size === other.size && [...one].every(([key, value]) => other.has(key) && sameLiteral(value, other.get(key)!))
  )
}

function isTruth(literal: Literal): boolean {
  return typeof literal === 'boolean' || literal === 0 || literal === 1
}

function sameItems(one: readonly Literal[], other: readonly Literal[]): boolean {
  return one.length === other.length && one.every((item, at) => sameLiteral(item, other[at]!))
}
