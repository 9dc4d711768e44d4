import { parseNumber, parseNumberRanges, printNumber } from '../../values/number-range.ts'
import type { PropertySchema } from '../tracker.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText, rangeTests } from './property-kind.ts'

export const numberKind: PropertyKind = {
  columnType: (property) => (isDouble(property) ? 'double precision' : 'real'),
  async parse(text) {
    const one = oneText(text).trim()
    return one === '' ? null : parseNumber(one)
  },
  print: (value) => (value === null ? '' : printNumber(value as number)),
  async tests(texts) {
    return rangeTests(
      texts.flatMap((text) => parseNumberRanges(text)),
      (range) => ({ is: 'number', range }),
    )
  },
  fault(value, property) {
    if (typeof value !== 'number' || Number.isNaN(value)) return 'has to be a number'
    if (isDouble(property) || !Number.isFinite(value)) return null
    const stored = Math.fround(value)
    return Number.isFinite(stored) && (stored !== 0 || value === 0) ? null : `can't be ${value}: it is out of range`
  },
}

function isDouble({ definition }: PropertySchema): boolean {
  return definition.type === 'number' && definition.double === true
}
