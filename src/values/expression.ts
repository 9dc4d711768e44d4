import { TrackerError } from '../errors.ts'

/** A filter on links as a tree: what Roundup writes in postfix with -1 (empty), -2 (not), -3 (and), -4 (or). */
export type Expression =
  | { readonly id: number }
  | { readonly empty: true }
  | { readonly not: Expression }
  | { readonly and: readonly [Expression, Expression] }
  | { readonly or: readonly [Expression, Expression] }

const EMPTY = -1
const NOT = -2
const AND = -3
const OR = -4
const NAMES: Readonly<Record<number, string>> = { [NOT]: 'not', [AND]: 'and', [OR]: 'or' }
/** A tree as deep as that is no one's question, and would be walked by recursion. */
const MAX_OPERANDS = 400

/** Whether a list of ids holds operators; -1 alone does not make an expression of it. */
export function isExpression(operands: readonly number[]): boolean {
  return operands.some((operand) => operand < EMPTY)
}

/**
 * Reads postfix: `[1, 2, -3]` is 1 and 2.
 *
 * @throws {TrackerError} invalid, with the operator and its position, counted from 1.
 */
export function parseExpression(operands: readonly number[]): Expression {
  if (operands.length > MAX_OPERANDS)
    throw new TrackerError('invalid', `An expression has at most ${MAX_OPERANDS} parts`)
  const stack: Expression[] = []
  for (const [index, operand] of operands.entries()) {
    if (operand >= EMPTY) {
      stack.push(operand === EMPTY ? { empty: true } : { id: operand })
      continue
    }
    const name = NAMES[operand]
    if (!name)
      throw new TrackerError(
        'invalid',
        `${operand} in ${show(operands)} is no operator: they are -2 (not), -3 (and), -4 (or)`,
      )
    if (stack.length < (operand === NOT ? 1 : 2))
      throw new TrackerError(
        'invalid',
        `The operator ${operand} (${name}) at position ${index + 1} of ${show(operands)} has too few arguments before it`,
      )
    const last = stack.pop()!
    if (operand === NOT) stack.push({ not: last })
    else stack.push(operand === AND ? { and: [stack.pop()!, last] } : { or: [stack.pop()!, last] })
  }
  if (stack.length !== 1)
    throw new TrackerError(
      'invalid',
      `${show(operands)} leaves ${stack.length} values: join them with -3 (and) or -4 (or)`,
    )
  return stack[0]!
}

function show(operands: readonly number[]): string {
  return operands.join(',')
}

/** Back to postfix. */
export function printExpression(expression: Expression): readonly number[] {
  if ('id' in expression) return [expression.id]
  if ('empty' in expression) return [EMPTY]
  if ('not' in expression) return [...printExpression(expression.not), NOT]
  if ('and' in expression) return [...expression.and.flatMap(printExpression), AND]
  return [...expression.or.flatMap(printExpression), OR]
}

/** Whether a node that links to these ids answers the expression. */
export function matchesExpression(expression: Expression, ids: ReadonlySet<number>): boolean {
  if ('id' in expression) return ids.has(expression.id)
  if ('empty' in expression) return ids.size === 0
  if ('not' in expression) return !matchesExpression(expression.not, ids)
  if ('and' in expression) return expression.and.every((part) => matchesExpression(part, ids))
  return expression.or.some((part) => matchesExpression(part, ids))
}
