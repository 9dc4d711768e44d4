import { MAX_ID } from '../values/designator.ts'
import type { Literal } from './python-literal.ts'

const QUOTE = 39
const BRACKET = 91
const CLOSING_BRACKET = 93
const COMMA = 44
const SPACE = 32
const ZERO = 48
const NINE = 57

/** The id that a literal writes (`'12'`, in very old files `12L`), or null when it is none that can be stored. */
export function idOf(literal: Literal): number | null {
  if (typeof literal === 'number')
    return Number.isInteger(literal) && literal >= 0 && literal <= MAX_ID ? literal : null
  if (typeof literal !== 'string' || literal.length === 0 || literal.length > 10) return null
  let id = 0
  for (let at = 0; at < literal.length; at++) {
    const digit = literal.charCodeAt(at)
    if (digit < ZERO || digit > NINE) return null
    id = id * 10 + digit - ZERO
  }
  return id <= MAX_ID ? id : null
}

/* The cells of most rows are ids and lists of ids: read straight from the bytes they cost a fifth of the way through literals. */

/** The same for a cell that is `'12'` to the letter; null for any other form. */
export function idOfCell(bytes: Buffer, start: number, end: number): number | null {
  if (end - start < 3 || end - start > 12 || bytes[start] !== QUOTE || bytes[end - 1] !== QUOTE) return null
  let id = 0
  for (let at = start + 1; at < end - 1; at++) {
    const digit = bytes[at]!
    if (digit < ZERO || digit > NINE) return null
    id = id * 10 + digit - ZERO
  }
  return id <= MAX_ID ? id : null
}

/** The ids of a cell that is `['1', '12']` to the letter; null for any other form. */
export function idsOfCell(bytes: Buffer, start: number, end: number): number[] | null {
  if (bytes[start] !== BRACKET || bytes[end - 1] !== CLOSING_BRACKET) return null
  const ids: number[] = []
  let at = start + 1
  while (at < end - 1) {
    if (ids.length > 0) {
      if (bytes[at] !== COMMA || bytes[at + 1] !== SPACE) return null
      at += 2
    }
    const closing = bytes.indexOf(QUOTE, at + 1)
    const id = closing === -1 || closing >= end ? null : idOfCell(bytes, at, closing + 1)
    if (id === null) return null
    ids.push(id)
    at = closing + 1
  }
  return ids
}
