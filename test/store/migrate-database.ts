import assert from 'node:assert/strict'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { ClassDefinition } from '../../src/schema/class.ts'
import type { Tracker } from '../../src/schema/tracker.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Database } from '../../src/store/database.ts'
import { initialise } from '../../src/store/migrate/migrate.ts'
import { planMigration } from '../../src/store/migrate/plan-migration.ts'
import { printPlan } from '../../src/store/migrate/plan.ts'
import { password, string, userClass } from '../../src/tracker.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

const user = userClass(
  { username: string(), password: password(), address: string(), roles: string() },
  { key: 'username' },
)

/** A tracker with users and these classes. */
export function trackerOf(classes: Readonly<Record<string, ClassDefinition>>, name = 'test'): Tracker {
  const definition = {
    title: 'Test',
    schema: { classes: { user, ...classes } },
    permissions: { roles: [], grants: [] },
    seed: {},
    detectors: [],
  }
  const { tracker, faults } = resolveTracker(name, definition)
  assert.deepEqual(faults, [])
  return tracker
}

export const nothingToSeed = { seed: async (): Promise<void> => {} }

export function withDatabase(run: (database: Database, url: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const database = openDatabase({ url, poolSize: 4 })
    try {
      await run(database, url)
    } finally {
      await database.close()
      await dropDatabase(url)
    }
  }
}

/** On a database that was set up for users and these classes. */
export function withClasses(
  classes: Readonly<Record<string, ClassDefinition>>,
  run: (database: Database) => Promise<void>,
): () => Promise<void> {
  return withDatabase(async (database) => {
    await initialise(database, trackerOf(classes), nothingToSeed)
    await run(database)
  })
}

export async function insert(
  database: Database,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const now = new Date()
  await database.sql
    .insertInto(table)
    .values({ creation: now, activity: now, ...values })
    .execute()
}

export async function summaries(database: Database, tracker: Tracker): Promise<readonly string[]> {
  return printPlan(await planMigration(database.sql, tracker))
}
