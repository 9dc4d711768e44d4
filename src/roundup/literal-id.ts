import { MAX_ID } from '../values/designator.ts'
import type { Literal } from './python-literal.ts'

const QUOTE = 39
const ZERO = 48
const NINE = 57

/** The id that a literal writes (`'12'`, in very old files `12L`), or null when it is none that can be stored. */
export function idOf(literal: Literal): number | null {
  if (typeof literal === 'number') return Number.isInteger(literal) && literal >= 0 && literal <= MAX_ID ? literal : null
  if (typeof literal !== 'string' || literal.length === 0 || literal.length > 10) return null
  let id = 0
  for (let at = 0; at < literal.length; at++) {
    const digit = literal.charCodeAt(at)
    if (digit < ZERO || digit > NINE) return null
    id = id * 10 + digit - ZERO
  }
  return id <= MAX_ID ? id : null
}

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
