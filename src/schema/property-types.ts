import type { PropertyType } from './property.ts'

const TYPES: Readonly<Record<PropertyType, true>> = {
  string: true,
  boolean: true,
  number: true,
  integer: true,
  date: true,
  interval: true,
  password: true,
  link: true,
  multilink: true,
}

/** Every property type there is; a new one that is missing here does not compile. */
export const PROPERTY_TYPES: ReadonlySet<string> = new Set(Object.keys(TYPES))
