import { TrackerError } from '../../errors.ts'
import type { Condition, IdOperand, Test } from '../../schema/filter-spec.ts'
import type { Value } from '../../schema/property.ts'
import { matchesExpression } from '../../values/expression.ts'
import { intervalSeconds } from '../../values/interval.ts'
import type { Interval } from '../../values/interval.ts'
import type { Range } from '../../values/range.ts'

/** A node that is loaded already: what permissions' conditions are asked of. */
export interface LoadedNode {
  readonly id: number
  readonly values: Readonly<Record<string, Value>>
}

/**
 * Whether a condition over a node's own properties holds, as the SQL of the same condition would say.
 *
 * @param me  whom `@me` stands for; null for nobody.
 */
export function matches(condition: Condition, node: LoadedNode, me: number | null): boolean {
  if ('all' in condition) return condition.all.every((one) => matches(one, node, me))
  if ('any' in condition) return condition.any.some((one) => matches(one, node, me))
  if ('not' in condition) return !matches(condition.not, node, me)

  const [property, ...rest] = condition.path
  if (property === undefined || rest.length > 0)
    throw new TrackerError('invalid', `${condition.path.join('.')}: a loaded node is asked for its own properties only`)
  return testHolds(condition.test, property === 'id' ? node.id : (node.values[property] ?? null), me)
}

function testHolds(test: Test, value: Value, me: number | null): boolean {
  const ids = idsOf(value)
  switch (test.is) {
    case 'unset':
      return value === null || (ids !== null && Array.isArray(value) && ids.length === 0)
    case 'any-of':
      return ids !== null && test.ids.some((operand) => ids.includes(resolved(operand, me)))
    case 'expression':
      return matchesExpression(test.expression, new Set(ids ?? []))
    case 'containing':
      return typeof value === 'string' && lowerCase(value).includes(lowerCase(test.text))
    case 'same':
      return typeof value === 'string' && lowerCase(value) === lowerCase(test.text)
    case 'equal':
      return value === test.text
    case 'boolean':
      return value === test.value
    case 'number':
      return typeof value === 'number' && within(value, test.range)
    case 'date':
      return (
        value instanceof Date &&
        within(
          value.getTime(),
          mapRange(test.range, (date) => date.getTime()),
        )
      )
    case 'interval':
      return isInterval(value) && within(intervalSeconds(value), mapRange(test.range, intervalSeconds))
  }
}

function idsOf(value: Value): readonly number[] | null {
  if (typeof value === 'number') return [value]
  return Array.isArray(value) ? (value as readonly number[]) : null
}

/** No node has the id 0, so that it stands for nobody. */
function resolved(operand: IdOperand, me: number | null): number {
  return typeof operand === 'number' ? operand : (me ?? 0)
}

function isInterval(value: Value): value is Interval {
  return typeof value === 'object' && value !== null && 'sign' in value
}

function within(value: number, { from, to }: Range<number>): boolean {
  return (from === null || value >= from) && (to === null || value <= to)
}

function mapRange<T>(range: Range<T>, measure: (end: T) => number): Range<number> {
  return {
    from: range.from === null ? null : measure(range.from),
    to: range.to === null ? null : measure(range.to),
  }
}

/** Character by character, as PostgreSQL does it: JavaScript alone ends a Greek word with another sigma. */
export function lowerCase(text: string): string {
  let lower = ''
  for (const character of text) lower += character.toLowerCase()
  return lower
}
