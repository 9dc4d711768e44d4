import { parseInteger, parseNumberRanges } from '../../values/number-range.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText, rangeTests } from './property-kind.ts'

/** PostgreSQL's integer, from -MAX_INTEGER - 1 on. */
const MAX_INTEGER = 2 ** 31 - 1

export const integerKind: PropertyKind = {
  columnType: () => 'integer',
  async parse(text) {
    const one = oneText(text).trim()
    return one === '' ? null : parseInteger(one)
  },
  print: (value) => (value === null ? '' : (value as number).toString()),
  async tests(texts) {
    return rangeTests(
      texts.flatMap((text) => parseNumberRanges(text, parseInteger)),
      (range) => ({ is: 'number', range }),
    )
  },
  fault(value) {
    if (!Number.isInteger(value)) return 'has to be an integer'
    return (value as number) === ((value as number) | 0)
      ? null
      : `can't be ${String(value)}: integers go to ${MAX_INTEGER}`
  },
}
