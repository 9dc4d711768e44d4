import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import type { Expression } from './expression.ts'
import { isExpression, matchesExpression, parseExpression, printExpression } from './expression.ts'

interface ExpressionCase {
  readonly [name: string]: unknown
  readonly property: string
  readonly input: unknown
  readonly result: readonly string[]
}
interface Row {
  readonly id: string
  readonly retired: boolean
  readonly keyword: readonly string[]
  readonly dependson: readonly string[]
}
testExamples<ExpressionCase>(
  'expressions match the rows that they match in Roundup',
  'multilink-expressions',
  ({ cases, fixed }) => {
    for (const { property, input, result } of cases) {
      if ((property !== 'keyword' && property !== 'dependson') || !Array.isArray(input)) continue
      const operands = input.map(Number)
      if (!isExpression(operands)) continue
      if (isRefusal(result)) {
        assert.throws(() => parseExpression(operands), TrackerError, String(input))
        continue
      }
      const rows = (fixed as readonly Row[]).filter((row) => !row.retired)
      const found = rows.filter((row) =>
        matchesExpression(parseExpression(operands), new Set(row[property].map(Number))),
      )
      assert.deepEqual(
        found.map((row) => row.id),
        result,
        `${property} ${String(input)}`,
      )
    }
  },
)

test('what is missing or too much is said with its position', () => {
  assert.throws(() => parseExpression([1, -3]), /operator -3 \(and\) at position 2 of 1,-3 has too few arguments/)
  assert.throws(() => parseExpression([1, 2, 3, -3]), /1,2,3,-3 leaves 2 values: join them/)
  assert.throws(() => parseExpression([1, -5]), /-5 in 1,-5 is no operator/)
  assert.throws(() => parseExpression([]), { code: 'invalid' })
})

test('a list of ids and unset is no expression', () => {
  assert.equal(isExpression([1, 2, -1]), false)
  assert.equal(isExpression([1, -2]), true)
})

test('every printed expression reads back', () => {
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 6 },
      fc.record({ id: fc.nat() }, { noNullPrototype: true }),
      fc.constant({ empty: true } as const),
      fc.record({ not: tie('expression') }, { noNullPrototype: true }),
      fc.record({ and: fc.tuple(tie('expression'), tie('expression')) }, { noNullPrototype: true }),
      fc.record({ or: fc.tuple(tie('expression'), tie('expression')) }, { noNullPrototype: true }),
    ) as fc.Arbitrary<Expression>,
  }))
  fc.assert(fc.property(expression, (tree) => assert.deepEqual(parseExpression(printExpression(tree)), tree)))
})

test('any list is an expression or refused', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 9 }), { maxLength: 600 }), (operands) => {
      try {
        parseExpression(operands)
      } catch (error) {
        assert.ok(error instanceof TrackerError)
      }
    }),
  )
})
