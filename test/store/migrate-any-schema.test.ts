import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { ClassDefinition } from '../../src/schema/class.ts'
import type { PropertyDefinition } from '../../src/schema/property.ts'
import type { Tracker } from '../../src/schema/tracker.ts'
import { openDatabase } from '../../src/store/database.ts'
import { readCatalogue } from '../../src/store/migrate/catalogue.ts'
import type { Catalogue } from '../../src/store/migrate/catalogue.ts'
import { initialise, migrate } from '../../src/store/migrate/migrate.ts'
import { planMigration } from '../../src/store/migrate/plan-migration.ts'
import {
  boolean,
  date,
  fileClass,
  integer,
  interval,
  link,
  multilink,
  number,
  password,
  plainClass,
  string,
  userClass,
} from '../../src/tracker.ts'
import { dropDatabase, loadForTest, newDatabase } from '../support/with-tracker.ts'

const user = userClass(
  { username: string(), password: password(), address: string(), roles: string() },
  { key: 'username' },
)
const nothingToSeed = { seed: async (): Promise<void> => {} }

/** Each name has one type, so that any schema made of them can follow any other. */
const POOL: Readonly<Record<string, PropertyDefinition>> = {
  name: string(),
  done: boolean(),
  constructor: string(),
  size: integer(),
  weight: number(),
  Exact: number({ double: true }),
  due: date(),
  spent: interval(),
  order: number(),
  owner: link('user'),
  bug: link('bug'),
  desc: link('file'),
  users: multilink('user'),
  bugs: multilink('bug', { reverse: 'from' }),
}
const LINKS = ['bug', 'desc', 'bugs']

const classes = fc
  .record({
    bug: fc.subarray(Object.keys(POOL)),
    file: fc.subarray(Object.keys(POOL).filter((name) => name !== 'bugs')),
    task: fc.option(fc.subarray(Object.keys(POOL).filter((name) => name !== 'bugs')), { nil: null }),
    isKeyed: fc.boolean(),
    hasBug: fc.boolean(),
  })
  .map(({ bug, file, task, isKeyed, hasBug }) => {
    const propertiesOf = (names: readonly string[]): Record<string, PropertyDefinition> =>
      Object.fromEntries(
        names.filter((name) => hasBug || !LINKS.includes(name) || name === 'desc').map((name) => [name, POOL[name]!]),
      )
    const options = isKeyed && bug.includes('name') ? { key: 'name' } : {}
    return {
      user,
      file: fileClass(propertiesOf(file)),
      ...(hasBug && { bug: plainClass(propertiesOf(bug), options) }),
      ...(task && { task: plainClass(propertiesOf(task)) }),
    }
  })

function trackerOf(definitions: Record<string, ClassDefinition>): Tracker {
  const definition = {
    title: 'Any',
    schema: { classes: definitions },
    permissions: { roles: [], grants: [] },
    seed: {},
    detectors: [],
  }
  const { tracker, faults } = resolveTracker('any', definition)
  assert.deepEqual(faults, [])
  return tracker
}

function sorted(catalogue: Catalogue): unknown {
  const tables = [...catalogue.tables].map(([name, table]) => [
    name,
    Object.fromEntries([...table.columns].toSorted()),
    [...table.indexes].toSorted(),
    [...table.foreignKeys].toSorted(),
  ])
  return { tables: tables.toSorted(), sequences: [...catalogue.sequences].toSorted() }
}

async function tablesAfter(...steps: readonly Tracker[]): Promise<unknown> {
  const url = await newDatabase()
  const database = openDatabase({ url, poolSize: 2 })
  try {
    await initialise(database, steps[0]!, nothingToSeed)
    for (const tracker of steps.slice(1)) {
      const { leftovers } = await planMigration(database.sql, tracker)
      await migrate(database, tracker, { drop: leftovers })
      const plan = await planMigration(database.sql, tracker)
      assert.deepEqual([plan.steps, plan.refusals, plan.leftovers], [[], [], []])
    }
    return sorted(await readCatalogue(database.sql))
  } finally {
    await database.close()
    await dropDatabase(url)
  }
}

test('whatever schema a database had, migrated it has the tables of one set up for the new schema', async () => {
  const property = fc.asyncProperty(classes, classes, async (first, second) => {
    const [before, wanted] = [trackerOf(first), trackerOf(second)]
    assert.deepEqual(await tablesAfter(before, wanted), await tablesAfter(wanted))
  })
  await fc.assert(property, { numRuns: 12 })
})

for (const name of ['minimal', 'classic', 'devel', 'python-dev'] as const)
  test(`${name} has nothing to migrate once it is set up`, async () => {
    const tracker = await loadForTest(name)
    await tablesAfter(tracker, tracker)
  })
