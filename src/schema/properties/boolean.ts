import { TrackerError } from '../../errors.ts'
import type { PropertyKind } from './property-kind.ts'
import { listed, oneText } from './property-kind.ts'

const YES = new Set(['yes', 'true', 'on', '1', 'checked'])
const NO = new Set(['no', 'false', 'off', '0', 'unchecked'])

export const booleanKind: PropertyKind = {
  columnType: () => 'boolean',
  async parse(text) {
    const one = oneText(text).trim()
    return one === '' ? null : parseBoolean(one)
  },
  print: (value) => (value === null ? '' : value ? 'yes' : 'no'),
  async tests(texts) {
    return {
      combine: 'any',
      tests: listed(texts).map((text) =>
        text === '-' ? { is: 'unset' } : { is: 'boolean', value: parseBoolean(text) },
      ),
    }
  },
  fault: (value) => (typeof value === 'boolean' ? null : 'has to be true or false'),
}

function parseBoolean(text: string): boolean {
  const word = text.toLowerCase()
  if (!YES.has(word) && !NO.has(word))
    throw new TrackerError('invalid', `"${text}" is neither yes nor no: write yes, true, on, 1 or no, false, off, 0`)
  return YES.has(word)
}
