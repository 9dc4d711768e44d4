import { TrackerError } from '../../errors.ts'
import { hashPassword, maskPassword, parseStoredPassword, passwordScheme } from '../../values/password.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText } from './property-kind.ts'
import { refuseUnstorable, textFault } from './string.ts'

export const passwordKind: PropertyKind = {
  columnType: () => 'text',
  /** `{SSHA}…` is taken for a stored password, as scripts that move accounts send it; all else is hashed. */
  async parse(text) {
    const one = oneText(text)
    if (one === '') return null
    if (passwordScheme(one) === null) return hashPassword(one)
    parseStoredPassword(one)
    return one
  },
  print: (value) => (value === null ? '' : maskPassword(value as string)),
  async tests(texts) {
    if (texts.some((text) => passwordScheme(text) === null && text !== '-'))
      throw new TrackerError('invalid', 'takes a stored password as in {SSHA}…, or - for none')
    for (const text of texts) refuseUnstorable(text)
    return { combine: 'any', tests: texts.map((text) => (text === '-' ? { is: 'unset' } : { is: 'equal', text })) }
  },
  fault(value) {
    if (typeof value !== 'string' || passwordScheme(value) === null) return 'has to be a stored password'
    return textFault(value)
  },
}
