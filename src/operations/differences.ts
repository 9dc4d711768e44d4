import { TrackerError } from '../errors.ts'
import type { Value } from '../schema/property.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import { printInterval } from '../values/interval.ts'
import type { ChangeValue, Delta } from './types.ts'

/** Values by property, as detectors get and alter them. `content` is bytes and no property of the class. */
export type Changes = Record<string, Value | Uint8Array>

export function isDelta(value: ChangeValue): value is Delta {
  return isPlainObject(value) && ('add' in value || 'remove' in value)
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !('sign' in value)
  )
}

/** The ids that a change of a link or multilink brings. */
export function linkedIds(value: ChangeValue): readonly number[] {
  if (value === null) return []
  if (typeof value === 'number') return [value]
  return isDelta(value) ? (value.add ?? []) : (value as readonly number[])
}

/** What a multilink holds after a change: a set, in ascending order. */
export function targetsAfter(before: readonly number[], value: ChangeValue): readonly number[] {
  if (value === null) return []
  if (Array.isArray(value)) return sortedSet(value as readonly number[])
  const { add = [], remove = [] } = value as Delta
  const gone = new Set(remove)
  return sortedSet([...before.filter((id) => !gone.has(id)), ...add])
}

export function sortedSet(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** Whether two stored values of one property are the same value. */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((id, index) => id === b[index])
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (typeof a === 'object' && typeof b === 'object' && 'sign' in a && 'sign' in b)
    return printInterval(a) === printInterval(b)
  return false
}

/** What counts as unset: null, an empty list, and for strings the empty text. */
export function isUnset(value: Value | Uint8Array | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) && value.length === 0
}

export function emptyValue(schema: ClassSchema, property: string): Value {
  return schema.properties.get(property)?.type === 'multilink' ? [] : null
}

/** The changes that make a difference to what is stored, multilinks put in order. Leaves `content` to the caller. */
export function effective(
  schema: ClassSchema,
  before: Readonly<Record<string, Value>> | null,
  changes: Changes,
): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [name, given] of Object.entries(changes)) {
    if (name === 'content' && schema.hasContent) continue
    const property = schema.properties.get(name)
    if (!property || property.automatic || property.computedFrom)
      throw new TrackerError('rejected', `${schema.name}.${name} can't be written`)
    const value = property.type === 'multilink' ? sortedSet((given ?? []) as readonly number[]) : (given as Value)
    const old = before ? (before[name] ?? emptyValue(schema, name)) : emptyValue(schema, name)
    if (!isSame(value, old)) values[name] = value
  }
  return values
}
