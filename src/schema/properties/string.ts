import { TrackerError } from '../../errors.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText } from './property-kind.ts'

/** The text of a message or file comes as it is; of everything else blanks at the ends are slips. */
const CONTENT = 'content'

export const stringKind: PropertyKind = {
  columnType: () => 'text',
  async parse(text, { name }) {
    const one = oneText(text)
    return name === CONTENT ? one : one.trim().replace(/\r\n?/g, '\n')
  },
  print: (value) => (value as string | null) ?? '',
  /** Every text has to be contained: `title=float&title=parse`. */
  async tests(texts) {
    for (const text of texts) refuseUnstorable(text)
    return { combine: 'all', tests: texts.map((text) => ({ is: 'containing', text })) }
  },
  fault: (value) => textFault(value),
}

/** @throws {TrackerError} invalid, since the database would refuse the text even as a question. */
export function refuseUnstorable(text: string): void {
  const fault = textFault(text)
  if (fault) throw new TrackerError('invalid', `"${text}" ${fault}`)
}

/** PostgreSQL stores neither a NUL nor half a character. */
export function textFault(value: unknown): string | null {
  if (typeof value !== 'string') return 'has to be text'
  if (value.includes('\0')) return "holds a NUL character, which can't be stored"
  return value.isWellFormed() ? null : "holds half a character (a lone surrogate), which can't be stored"
}
