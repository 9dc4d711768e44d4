import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../../test/support/examples.ts'
import { sampleContext, sampleProperty } from '../../../test/support/sample-tracker.ts'
import { TrackerError } from '../../errors.ts'
import { matchesExpression } from '../../values/expression.ts'
import type { Test } from '../filter-spec.ts'
import { ME } from '../filter-spec.ts'
import { idTests, propertyKinds } from './index.ts'
import type { Tests } from './index.ts'

const tests = (name: string, ...texts: string[]): Promise<Tests> => {
  const property = sampleProperty('issue', name)
  return propertyKinds[property.type].tests(texts, property, sampleContext)
}
const any = (...alternatives: Test[]): Tests => ({ combine: 'any', tests: alternatives })

interface LinkCase {
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
testExamples<LinkCase>(
  'ids, unset and expressions match the rows that they match in Roundup',
  'multilink-expressions',
  async ({ cases, fixed }) => {
    for (const { property, input, result } of cases) {
      if ((property !== 'keyword' && property !== 'dependson') || !Array.isArray(input)) continue
      const texts = input as string[]
      // Ids begin with 1: Roundup matches nothing, which is never what was meant.
      if (isRefusal(result) || texts.some((text) => /^-?0$/.test(text))) {
        await assert.rejects(tests(property, ...texts), TrackerError, String(input))
        continue
      }
      const wanted = await tests(property, ...texts)
      const found = (fixed as readonly Row[]).filter(
        (row) => !row.retired && wanted.tests.some((one) => holds(one, row[property])),
      )
      assert.deepEqual(
        found.map((row) => row.id),
        result,
        `${property} ${String(input)}`,
      )
    }
  },
)

function holds(one: Test, targets: readonly string[]): boolean {
  const ids = new Set(targets.map(Number))
  if (one.is === 'unset') return ids.size === 0
  if (one.is === 'any-of') return one.ids.some((id) => ids.has(id as number))
  return one.is === 'expression' && matchesExpression(one.expression, ids)
}

test('links take ids, keys, @me and -1, any of them', async () => {
  assert.deepEqual(await tests('status', '1,pending', 'closed'), any({ is: 'any-of', ids: [1, 3, 2] }))
  assert.deepEqual(await tests('status', '-1,1'), any({ is: 'any-of', ids: [1] }, { is: 'unset' }))
  assert.deepEqual(await tests('assignee', '@current_user'), any({ is: 'any-of', ids: [ME] }))
  assert.deepEqual(await tests('status'), any({ is: 'unset' }))
  assert.deepEqual(await tests('nosy', '@me,-2'), any({ is: 'expression', expression: { not: { id: 4 } } }))
})

test('an unknown key, a wrong id and a wrong expression are refused', async () => {
  await assert.rejects(tests('status', 'nosuch'), /status: there is no status "nosuch"/)
  await assert.rejects(tests('status', '99999999999'), /status: 99999999999 is no id/)
  await assert.rejects(tests('keyword', '1,-3'), /keyword: The operator -3 \(and\) at position 2/)
  assert.throws(() => idTests(['abc']), /"abc" is no id/)
  assert.deepEqual(idTests(['1,2', '5']), any({ is: 'any-of', ids: [1, 2, 5] }))
})

test('where ids are not parsed -1 is a key', async () => {
  await assert.rejects(tests('versions', '-1'), /no version "-1"/)
  assert.deepEqual(await tests('versions', '3'), any({ is: 'any-of', ids: [1] }))
})

test('several texts of a string all have to be contained', async () => {
  assert.deepEqual(await tests('title', 'a b', 'c,d'), {
    combine: 'all',
    tests: [
      { is: 'containing', text: 'a b' },
      { is: 'containing', text: 'c,d' },
    ],
  })
})

test('numbers, dates, intervals and booleans take lists, ranges and unset', async () => {
  assert.deepEqual(
    await tests('votes', '1,5;'),
    any({ is: 'number', range: { from: 1, to: 1 } }, { is: 'number', range: { from: 5, to: null } }),
  )
  assert.deepEqual(await tests('due', '-'), any({ is: 'unset' }))
  assert.deepEqual(await tests('blocked', 'yes,-'), any({ is: 'boolean', value: true }, { is: 'unset' }))
  assert.equal((await tests('estimate', '1d;', '-')).tests.length, 2)
  for (const [name, text] of [
    ['votes', '1.5'],
    ['effort', 'x'],
    ['due', 'soon'],
    ['estimate', '1h'],
    ['blocked', 'perhaps'],
    ['secret', 'x'],
  ] as const)
    await assert.rejects(tests(name, text), new RegExp(`^TrackerError: ${name}: `), name)
})

test('a date filter is read by the clock of the reader', async () => {
  const due = await propertyKinds.date.tests(['2020-01-01'], sampleProperty('issue', 'due'), {
    ...sampleContext,
    zone: '-5',
  })
  assert.deepEqual(
    due,
    any({ is: 'date', range: { from: new Date('2020-01-01T05:00Z'), to: new Date('2020-01-02T04:59:59.999Z') } }),
  )
})

test('any text is a filter or refused', async () => {
  const names = fc.constantFrom(
    'title',
    'blocked',
    'votes',
    'effort',
    'due',
    'estimate',
    'secret',
    'status',
    'keywords',
  )
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[-\d,;]{0,20}$/)), { minLength: 1 }),
      async (name, texts) => {
        try {
          await tests(name, ...texts)
        } catch (error) {
          assert.ok(error instanceof TrackerError, String(error))
          assert.equal(error.faults[0]?.property, name)
        }
      },
    ),
  )
})
