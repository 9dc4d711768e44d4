import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before } from 'node:test'
import type { Condition, Test } from '../../src/schema/filter-spec.ts'
import { parseDateRanges } from '../../src/values/date-range.ts'
import { isExpression, parseExpression } from '../../src/values/expression.ts'
import { parseInterval } from '../../src/values/interval.ts'
import { parseIntervalRange } from '../../src/values/interval-range.ts'
import { sharedData } from '../support/shared-data.ts'
import { isRefusal, testExamples } from '../support/examples.ts'
import type { Example } from '../support/examples.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'
import { filterTracker } from './filter-tracker.ts'

/* What Roundup found in a table of fifteen issues, asked of the same fifteen here. */

interface FixedRow {
  readonly id: string
  readonly title: string
  readonly due: string | null
  readonly estimate: string | null
  readonly keyword: readonly string[]
  readonly dependson: readonly string[]
  readonly assignedto: string | null
  readonly retired: boolean
}

const now = new Date('2026-11-23T06:30:15.250Z')
let given: TrackerForTest & { close(): Promise<void> }

before(async () => {
  given = await openTracker(filterTracker)
  const path = sharedData('values/date-ranges.json')
  if (path) await createRows((JSON.parse(readFileSync(path, 'utf8')) as { fixed: FixedRow[] }).fixed)
})
after(() => given.close())

async function createRows(rows: readonly FixedRow[]): Promise<void> {
  const { operations, admin } = given
  for (const row of rows)
    await given.create('issue', {
      title: row.title,
      due: row.due === null ? null : new Date(row.due),
      estimate: row.estimate === null ? null : parseInterval(row.estimate, { now }),
      assignedto: row.assignedto === null ? null : Number(row.assignedto),
      keyword: row.keyword.map(Number),
    })
  for (const row of rows)
    await operations.set(
      admin,
      { className: 'issue', id: Number(row.id) },
      { dependson: row.dependson.map(Number) },
      {},
    )
  await operations.retire(admin, { className: 'keyword', id: 3 })
  for (const row of rows) if (row.retired) await operations.retire(admin, { className: 'issue', id: Number(row.id) })
}

/** Ids of the live issues for which the condition holds, as the tables write them. */
async function found(where: Condition): Promise<readonly string[]> {
  const page = await given.operations.page(given.admin, {
    className: 'issue',
    where,
    order: [],
    columns: [],
    limit: 100,
  })
  return page.rows.map(({ id }) => String(id))
}

function anyOf(property: string, tests: readonly Test[]): Condition {
  return { any: tests.map((test) => ({ path: property.split('.'), test })) }
}

/** As both query forms read a list of ids. */
function idTests(property: string, input: readonly string[]): readonly Test[] {
  if (property === 'id') return [{ is: 'any-of', ids: input.map(Number) }]
  const ids = input.map(Number)
  if (isExpression(ids)) return [{ is: 'expression', expression: parseExpression(ids) }]
  const tests: Test[] = [{ is: 'any-of', ids: ids.filter((id) => id !== -1) }]
  return ids.includes(-1) || ids.length === 0 ? [{ is: 'unset' }, ...tests] : tests
}

interface ExpressionExample extends Example {
  readonly property: string
  readonly input: readonly string[] | string | null
  readonly result: readonly string[] | { readonly error: string }
}

testExamples<ExpressionExample>(
  'ids, -1 and expressions on links find what Roundup finds',
  'multilink-expressions',
  async ({ cases }) => {
    for (const { property, input, result, right } of cases) {
      if (isRefusal(result) || right) continue
      if (property === 'keyword' && typeof input === 'string') continue
      const isText = property === 'title' || property.endsWith('name')
      const tests: readonly Test[] = isText
        ? [{ is: 'containing', text: String(input) }]
        : idTests(property, [input ?? []].flat())
      assert.deepEqual(await found(anyOf(property, tests)), liveOnly(result), `${property}=${String(input)}`)
    }
  },
)

/** Roundup lets an "or" on a link loose from the rest of its condition, so that it finds retired issues too. */
function liveOnly(ids: ExpressionExample['result']): readonly string[] {
  return (ids as readonly string[]).filter((id) => id !== '14')
}

interface DateExample extends Example {
  readonly input: string
  readonly zone: string
  readonly rows: readonly string[]
}

testExamples<DateExample>('date ranges find what Roundup finds', 'date-ranges', async ({ cases }) => {
  for (const { input, zone, rows, right } of cases) {
    if (right || isRefusal(rows)) continue
    const tests = parseDateRanges(input, { zone, now }).map((range): Test =>
      range === 'unset' ? { is: 'unset' } : { is: 'date', range },
    )
    assert.deepEqual(await found(anyOf('due', tests)), rows, `due=${input} in ${zone}`)
  }
})

interface IntervalExample extends Example {
  readonly input: string
  readonly rows: readonly string[]
}

testExamples<IntervalExample>('interval ranges find what Roundup finds', 'interval-ranges', async ({ cases }) => {
  for (const { input, rows, right } of cases) {
    if (right || isRefusal(rows) || input.includes('garbage')) continue
    const range = parseIntervalRange(input, { now })
    assert.deepEqual(await found(anyOf('estimate', [{ is: 'interval', range }])), rows, `estimate=${input}`)
  }
})
