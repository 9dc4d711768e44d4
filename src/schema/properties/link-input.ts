import { TrackerError } from '../../errors.ts'
import { asciiDigits } from '../../values/digits.ts'
import { MAX_ID } from '../../values/designator.ts'
import type { PropertySchema } from '../tracker.ts'
import type { ParseContext } from './property-kind.ts'
import { refuseUnstorable } from './string.ts'

/** What `-1` is in links: nothing. Not where digits are keys. */
export const UNSET = '-1'
const OWN = new Set(['@me', '@current_user'])

/** Whether digits are an id; else they are a key like any other text. */
export function parsesIds({ definition }: PropertySchema): boolean {
  return (definition.type !== 'link' && definition.type !== 'multilink') || definition.parseIds !== false
}

/** Whether the text stands for the reader's own account. */
export function isOwn(text: string, { to }: PropertySchema): boolean {
  return to === 'user' && OWN.has(text)
}

/**
 * The id that a text names: digits (whether or not such a node is there), `@me` where users are linked, or
 * a key.
 *
 * @throws {TrackerError} invalid, when no live node has that key.
 */
export async function parseLinkId(text: string, property: PropertySchema, context: ParseContext): Promise<number> {
  const digits = asciiDigits(text)
  if (parsesIds(property) && /^\d+$/.test(digits)) return checkedId(digits)
  if (isOwn(text, property)) {
    if (context.me === null) throw new TrackerError('invalid', `"${text}" is you, but you are not logged in`)
    return context.me
  }
  refuseUnstorable(text)
  const to = property.to!
  const id = text === '' ? null : await context.lookup(to, text)
  if (id === null) throw new TrackerError('invalid', `there is no ${to} "${text}": write the id or the key of one`)
  return id
}

export function checkedId(digits: string): number {
  const id = Number(digits)
  if (id < 1 || id > MAX_ID) throw new TrackerError('invalid', `${digits} is no id: ids go from 1 to ${MAX_ID}`)
  return id
}

export function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_ID
}
