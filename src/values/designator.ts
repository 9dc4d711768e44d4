import { TrackerError } from '../errors.ts'
import { asciiDigits } from './digits.ts'

/** `issue12`: a class name and an id, written together. */
export interface Designator {
  readonly className: string
  readonly id: number
}

/** A class name: starts with a letter, may hold digits and `_`, does not end in a digit. */
export const CLASS_NAME = /^[A-Za-z](?:[A-Za-z_0-9]*[A-Za-z_])?$/
const DESIGNATOR = /^([A-Za-z](?:[A-Za-z_0-9]*[A-Za-z_])?)(\d+)$/

/** Ids are PostgreSQL integers; Roundup takes anything from 2^31 on as "no such node". */
export const MAX_ID = 2 ** 31 - 1

/** @throws {TrackerError} invalid, when the text is no designator; not-found, when no id is that large. */
export function parseDesignator(text: string): Designator {
  const match = DESIGNATOR.exec(asciiDigits(text))
  if (!match) throw new TrackerError('invalid', `"${text}" is no designator: write a class and an id, as in issue12`)

  const id = Number(match[2])
  if (id > MAX_ID) throw new TrackerError('not-found', `There is no ${text}`)
  return { className: match[1]!, id }
}

export function printDesignator({ className, id }: Designator): string {
  return `${className}${id}`
}
