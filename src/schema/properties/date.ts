import { isStorableDate, parseDate, printDate } from '../../values/date.ts'
import { parseDateRanges } from '../../values/date-range.ts'
import type { PropertySchema } from '../tracker.ts'
import type { PropertyKind } from './property-kind.ts'
import { oneText, rangeTests } from './property-kind.ts'

export const dateKind: PropertyKind = {
  columnType: () => 'timestamptz(3)',
  async parse(text, property, { zone, now }) {
    const one = oneText(text).trim()
    return one === '' ? null : parseDate(one, { zone: zoneOf(property, zone), now })
  },
  print: (value, zone, property) =>
    value === null ? '' : printDate(value as Date, property ? zoneOf(property, zone) : zone),
  async tests(texts, property, { zone, now }) {
    return rangeTests(
      texts.flatMap((text) => parseDateRanges(text, { zone: zoneOf(property, zone), now })),
      (range) => ({ is: 'date', range }),
    )
  },
  fault(value) {
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) return 'has to be a date'
    return isStorableDate(value) ? null : 'is out of range: years go from 1 to 9999'
  },
}

/** A property with an offset of its own is read and shown by that, whoever asks. */
export function zoneOf({ definition }: PropertySchema, zone: string): string {
  return definition.type === 'date' && definition.offset !== undefined ? String(definition.offset) : zone
}
