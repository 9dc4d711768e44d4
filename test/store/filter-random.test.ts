import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { Access } from '../../src/access/access.ts'
import type { Condition, Test } from '../../src/schema/filter-spec.ts'
import { matches } from '../../src/store/filter/evaluate.ts'
import { readPage } from '../../src/store/filter/read-page.ts'
import { loadNodes } from '../../src/store/nodes/load-nodes.ts'
import type { StoredNode } from '../../src/store/nodes/stored-node.ts'
import type { Expression } from '../../src/values/expression.ts'
import { parseInterval } from '../../src/values/interval.ts'
import type { Interval } from '../../src/values/interval.ts'
import type { Range } from '../../src/values/range.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'
import { filterTracker } from './filter-tracker.ts'

/* The same condition asked of the database and of loaded nodes: permissions rely on both saying the same. */

let given: TrackerForTest & { close(): Promise<void> }
let nodes: readonly StoredNode[]

const now = new Date('2020-01-01')
const texts = ['', 'a', 'A', 'b%', 'ß_', '\\', 'Äb', "it's", 'ΑΣ']
const numbers = [-1, 0, 0.5, 0.85, 1, 2, 3]
const dates = ['1999-12-31', '2020-01-01', '2020-06-01'].map((text) => new Date(text))
const intervals = ['1d', '24:00', '-1d', '1m', '30d', '0:00'].map((text) => parseInterval(text, { now }))
const ids = [1, 2, 3, 4, 5]

before(async () => {
  given = await openTracker(filterTracker)
  const values = fc.record({
    title: fc.constantFrom(...texts.filter((text) => text !== '')),
    notes: fc.option(fc.constantFrom(...texts)),
    assignedto: fc.option(fc.constantFrom(...ids)),
    status: fc.option(fc.constantFrom(...ids.slice(0, 4))),
    keyword: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
    due: fc.option(fc.constantFrom(...dates)),
    estimate: fc.option(fc.constantFrom(...intervals)),
    blocked: fc.option(fc.boolean()),
    votes: fc.option(fc.constantFrom(-1, 0, 1, 2, 3)),
    score: fc.option(fc.constantFrom(...numbers)),
    effort: fc.option(fc.constantFrom(...numbers)),
  })
  for (const value of fc.sample(values, { numRuns: 40, seed: 7 })) await given.create('issue', value)
  nodes = await loadNodes(
    given.database.sql,
    given.tracker.classes.get('issue')!,
    Array.from({ length: 40 }, (_, index) => index + 1),
  )
})
after(() => given.close())

function range<T>(ends: readonly T[]): fc.Arbitrary<Range<T>> {
  const end: fc.Arbitrary<T | null> = fc.option(fc.constantFrom<T>(...ends))
  return fc.record({ from: end, to: end })
}

const expression = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...ids).map((id): Expression => ({ id })),
    fc.constant<Expression>({ empty: true }),
    tie('tree').map((inner): Expression => ({ not: inner })),
    fc.tuple(tie('tree'), tie('tree')).map((and): Expression => ({ and })),
    fc.tuple(tie('tree'), tie('tree')).map((or): Expression => ({ or })),
  ),
})).tree

const anyOf = fc
  .uniqueArray(fc.oneof(fc.constantFrom(...ids), fc.constant('@me' as const)), { maxLength: 3 })
  .map((operands): Test => ({ is: 'any-of', ids: operands }))
const linkTest = fc.oneof(
  anyOf,
  expression.map((tree): Test => ({ is: 'expression', expression: tree })),
)
const textTest = fc.record({
  is: fc.constantFrom('containing' as const, 'equal' as const, 'same' as const),
  text: fc.constantFrom(...texts),
})
const numberTest = range(numbers).map((asked): Test => ({ is: 'number', range: asked }))
const tests: Readonly<Record<string, fc.Arbitrary<Test>>> = {
  id: anyOf,
  title: textTest,
  notes: textTest,
  assignedto: linkTest,
  status: linkTest,
  keyword: linkTest,
  due: range<Date>(dates).map((asked): Test => ({ is: 'date', range: asked })),
  estimate: range<Interval>(intervals).map((asked): Test => ({ is: 'interval', range: asked })),
  blocked: fc.boolean().map((value): Test => ({ is: 'boolean', value })),
  votes: numberTest,
  score: numberTest,
  effort: numberTest,
}
const leaf: fc.Arbitrary<Condition> = fc
  .constantFrom(...Object.keys(tests))
  .chain((property) =>
    fc.oneof(tests[property]!, fc.constant<Test>({ is: 'unset' })).map((asked) => ({ path: [property], test: asked })),
  )

const condition = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie('tree'), { maxLength: 3 }).map((any): Condition => ({ any })),
    tie('tree').map((inner): Condition => ({ not: inner })),
  ),
})).tree

test('a condition holds in the database where it holds for the loaded node', async () => {
  const reader = { ...new Access(given.tracker).reader(given.admin), userId: 3 }
  const property = fc.asyncProperty(condition, async (where) => {
    const query = { className: 'issue', where, order: [], columns: [], limit: null }
    const { rows } = await readPage(given.database.sql, given.tracker, reader, query)
    assert.deepEqual(
      rows.map(({ id }) => id),
      nodes.filter((node) => matches(where, node, 3)).map(({ id }) => id),
    )
  })
  await fc.assert(property, { numRuns: 250 })
})
