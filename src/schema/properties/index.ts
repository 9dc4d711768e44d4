import { invalid, TrackerError } from '../../errors.ts'
import type { PropertyType } from '../property.ts'
import type { PropertySchema } from '../tracker.ts'
import { booleanKind } from './boolean.ts'
import { dateKind } from './date.ts'
import { integerKind } from './integer.ts'
import { intervalKind } from './interval.ts'
import { linkKind } from './link.ts'
import type { MultilinkInput } from './multilink.ts'
import { multilinkKind, parseMultilinkInput as parseUnnamed } from './multilink.ts'
import { numberKind } from './number.ts'
import { passwordKind } from './password.ts'
import type { ParseContext, PropertyKind } from './property-kind.ts'
import { stringKind } from './string.ts'

export type { MultilinkInput } from './multilink.ts'
export { zoneOf } from './date.ts'
export { idTests } from './link-tests.ts'
export { conditionOf, listed } from './property-kind.ts'
export type { ParseContext, PropertyKind, Tests } from './property-kind.ts'

/** What each type of property can do. Their refusals name the property and are faults of it. */
export const propertyKinds: Readonly<Record<PropertyType, PropertyKind>> = {
  string: naming(stringKind),
  boolean: naming(booleanKind),
  number: naming(numberKind),
  integer: naming(integerKind),
  date: naming(dateKind),
  interval: naming(intervalKind),
  password: naming(passwordKind),
  link: naming(linkKind),
  multilink: naming(multilinkKind),
}

/**
 * Whether a value may be stored: a sentence that names the property where it is of another type or out of
 * range, else null. Whether links lead somewhere is not asked here.
 */
export function validate(property: PropertySchema, value: unknown): string | null {
  if (value === null) return null
  const fault = propertyKinds[property.type].fault(value, property)
  return fault && `${property.name} ${fault}`
}

/** As the parse of a multilink, but a change of what is there stays one, so that two people's changes both stand. */
export function parseMultilinkInput(
  text: string | readonly string[],
  property: PropertySchema,
  context: ParseContext,
): Promise<MultilinkInput> {
  return named(property, () => parseUnnamed(text, property, context))
}

function naming(kind: PropertyKind): PropertyKind {
  return {
    ...kind,
    parse: (text, property, context) =>
      named(property, async () => {
        const value = await kind.parse(text, property, context)
        const fault = value === null ? null : kind.fault(value, property)
        if (fault) throw new TrackerError('invalid', fault)
        return value
      }),
    tests: (texts, property, context) => named(property, () => kind.tests(texts, property, context)),
  }
}

async function named<T>(property: PropertySchema, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof TrackerError) || cause.code !== 'invalid') throw cause
    throw invalid([{ property: property.name, message: `${property.name}: ${cause.message}` }])
  }
}
