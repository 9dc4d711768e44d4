import type { PropertySchema } from '../schema/tracker.ts'
import type { Json, JsonDelta } from './history-value.ts'
import { deltaOf, historyValue, maskedPassword } from './history-value.ts'
import type { Literal } from './python-literal.ts'

/** What an entry changed: `[old, new]`, `[old]` where the new value can't be known, or ids added and removed. */
export type Change = readonly [Json, Json] | readonly [Json] | JsonDelta
export type Changes = Readonly<Record<string, Change>>

/** Finds the value that a node's property has today, as the row of the node writes it; undefined: unknown. */
export type CurrentLiteral = (property: string) => Literal | undefined

/**
 * Roundup's history holds old values alone. Walking a node's entries backwards, each property's new
 * value is the old value of the entry after it, or today's.
 *
 * @param sets  the old values of the node's entries, oldest first.
 * @returns the changes of each entry, in the same order.
 */
export function reconstructChanges(
  sets: readonly ReadonlyMap<string, Literal>[],
  properties: ReadonlyMap<string, PropertySchema>,
  current: CurrentLiteral,
): Changes[] {
  const after = new Map<string, Json>()
  const all = new Array<Changes>(sets.length)
  for (let at = sets.length - 1; at >= 0; at--) {
    const changes: Record<string, Change> = {}
    for (const [name, literal] of sets[at]!) {
      const property = properties.get(name)
      const delta = mayBeDelta(property) ? deltaOf(literal) : null
      if (delta) {
        changes[name] = delta
        continue
      }
      const old = historyValue(property, literal)
      const next = Array.isArray(literal)
        ? listAfter(sets, at, name, property, current)
        : valueAfter(after, name, property, current)
      changes[name] = next === undefined ? [old] : [old, next]
      after.set(name, old)
    }
    all[at] = changes
  }
  return all
}

/** A property that is gone may have been a multilink. */
function mayBeDelta(property: PropertySchema | undefined): boolean {
  return property === undefined || property.type === 'multilink'
}

function valueAfter(
  after: ReadonlyMap<string, Json>,
  name: string,
  property: PropertySchema | undefined,
  current: CurrentLiteral,
): Json | undefined {
  const known = after.get(name)
  if (known !== undefined) return known
  const today = current(name)
  return today === undefined ? undefined : historyValue(property, today)
}

/** The whole list of a multilink, which Roundup writes when only its order differed: today's, less what was done since. */
function listAfter(
  sets: readonly ReadonlyMap<string, Literal>[],
  at: number,
  name: string,
  property: PropertySchema | undefined,
  current: CurrentLiteral,
): Json | undefined {
  const today = current(name)
  let list = Array.isArray(today) ? (historyValue(property, today) as readonly Json[]) : undefined
  for (let later = sets.length - 1; later > at; later--) {
    const literal = sets[later]!.get(name)
    if (literal === undefined) continue
    const delta = deltaOf(literal)
    if (Array.isArray(literal)) list = historyValue(property, literal) as readonly Json[]
    else if (delta && list) list = before(list, delta)
    else list = undefined
  }
  return list
}

/** @param list  what a multilink held after `delta`. */
function before(list: readonly Json[], delta: JsonDelta): readonly Json[] {
  const added = new Set(delta['+'] ?? [])
  const removed = (delta['-'] ?? []).filter((id) => !list.includes(id))
  return [...list.filter((id) => !added.has(id)), ...removed].sort((one, other) => Number(one) - Number(other))
}

/** Whether a history holds a hash that is not to go on. */
export function holdsPasswordHash(
  sets: ReadonlyMap<string, Literal>,
  properties: ReadonlyMap<string, PropertySchema>,
): boolean {
  for (const [name, literal] of sets)
    if (properties.get(name)?.type === 'password' && typeof literal === 'string' && maskedPassword(literal) !== literal)
      return true
  return false
}
