import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadDemo } from '../../src/operations/load-demo.ts'
import type { Cell, LinkCell } from '../../src/schema/read-query.ts'
import { EVERYTHING } from '../../src/schema/filter-spec.ts'
import { sharedTracker } from '../support/with-tracker.ts'
import { demo } from '../../trackers/python-dev/demo/index.ts'

const COLUMNS = ['title', 'status', 'stage', 'resolution', 'superseder', 'dependencies', 'priority'] as const

/** The title without what makes a series out of one sentence: names, numbers and identifiers. */
const patternOf = (title: string): string =>
  title
    .replaceAll(/"[^"]*"|'[^']*'/g, '*')
    .split(/\s+/)
    .map((word) => (/[\d_.()=<>/\\-]/.test(word) || /[A-Z]/.test(word) ? '*' : word.toLowerCase()))
    .join(' ')

const names = (cell: Cell): readonly string[] => [cell].flat().flatMap((link) => (link as LinkCell | null)?.label ?? [])

const { operations, database, tracker, admin } = await sharedTracker('python-dev')
await database.transaction((sql) => loadDemo(sql, tracker, demo))

const { rows } = await operations.page(admin, {
  className: 'issue',
  where: EVERYTHING,
  order: [],
  columns: COLUMNS.map((name) => [name]),
  limit: null,
})
const column = (name: (typeof COLUMNS)[number]): readonly Cell[] =>
  rows.map(({ cells }) => cells[COLUMNS.indexOf(name)]!)
const valuesOf = async (className: string): Promise<readonly string[]> => {
  const values = await operations.page(admin, {
    className,
    where: EVERYTHING,
    order: [],
    columns: [['name']],
    limit: null,
  })
  return values.rows.map(({ cells }) => String(cells[0]))
}

test('every story of the demo happens, with its people allowed to do what they do', () => {
  assert.equal(rows.length, demo.stories.length)
  assert.ok(rows.length >= 300)
})

test('nobody is told today of what happened in the demo years ago', async () => {
  const { rows: told } = await database.pool.query('select from _notification')
  assert.equal(told.length, 0)
})

test('no title of the demo is there twice, nor made by a pattern', () => {
  const titles = demo.stories.map(({ title }) => title)
  const twice = titles.filter((title, index) => titles.indexOf(title) < index)
  assert.deepEqual(twice, [])

  const alike = Object.entries(Object.groupBy(titles, patternOf)).filter(([, those]) => those!.length > 3)
  assert.deepEqual(alike, [])
})

for (const name of ['status', 'stage', 'resolution', 'priority'] as const) {
  test(`the demo shows every ${name}`, async () => {
    const used = new Set(column(name).flatMap(names))
    assert.deepEqual(
      (await valuesOf(name)).filter((value) => !used.has(value)),
      [],
    )
  })
}

test('the demo has duplicates that name their superseder, and issues that wait for others', () => {
  const duplicates = rows.filter((_, index) => names(column('resolution')[index]!).includes('duplicate'))
  assert.ok(duplicates.length >= 5)
  assert.ok(
    column('superseder').every(
      (cell, index) => !names(column('resolution')[index]!).includes('duplicate') || cell !== null,
    ),
  )
  assert.ok(column('dependencies').filter((cell) => (cell as readonly LinkCell[]).length > 0).length >= 5)
})
