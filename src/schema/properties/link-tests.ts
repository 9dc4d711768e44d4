import { TrackerError } from '../../errors.ts'
import { isExpression, parseExpression } from '../../values/expression.ts'
import type { IdOperand, Test } from '../filter-spec.ts'
import { ME } from '../filter-spec.ts'
import type { PropertySchema } from '../tracker.ts'
import { checkedId, isOwn, parseLinkId, parsesIds, UNSET } from './link-input.ts'
import type { ParseContext, Tests } from './property-kind.ts'
import { listed } from './property-kind.ts'

const OPERATORS = new Set(['-2', '-3', '-4'])
/** No node has it. */
const NOBODY = 0

/**
 * Filter values of links and multilinks: ids, keys, `@me`, `-1` for unset, any of them; with `-2` (not), `-3`
 * (and) or `-4` (or) among them an expression in postfix. No value at all is unset, as in Roundup.
 */
export async function linkTests(
  texts: readonly string[],
  property: PropertySchema,
  context: ParseContext,
): Promise<Tests> {
  const entries = listed(texts)
  const operands: (IdOperand | -1 | -2 | -3 | -4)[] = []
  for (const entry of entries) operands.push(await parseOperand(entry, property, context))

  const numbers = operands.map((operand) => (operand === ME ? (context.me ?? NOBODY) : operand))
  if (isExpression(numbers))
    return { combine: 'any', tests: [{ is: 'expression', expression: parseExpression(numbers) }] }
  return { combine: 'any', tests: alternatives(operands) }
}

async function parseOperand(entry: string, property: PropertySchema, context: ParseContext): Promise<IdOperand> {
  if (parsesIds(property) && (entry === UNSET || OPERATORS.has(entry))) return Number(entry)
  // Kept as such, so that a shared query asks for the one who reads.
  if (isOwn(entry, property)) return ME
  return parseLinkId(entry, property, context)
}

function alternatives(operands: readonly IdOperand[]): readonly Test[] {
  const ids = [...new Set(operands.filter((operand) => operand !== Number(UNSET)))]
  const tests: Test[] = ids.length ? [{ is: 'any-of', ids }] : []
  return ids.length < new Set(operands).size || operands.length === 0 ? [...tests, { is: 'unset' }] : tests
}

/** Filter values of `id`: ids, any of them. */
export function idTests(texts: readonly string[]): Tests {
  const ids = listed(texts).map((text) => {
    if (!/^\d+$/.test(text))
      throw new TrackerError('invalid', `"${text}" is no id: write digits, several with commas between them`)
    return checkedId(text)
  })
  return { combine: 'any', tests: [{ is: 'any-of', ids }] }
}
