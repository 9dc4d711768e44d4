import { setTimeout as sleep } from 'node:timers/promises'
import { sql as text } from 'kysely'
import { TrackerError } from '../../errors.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Database, Sql } from '../database.ts'
import { sqlState } from '../database.ts'
import { reindexAll } from '../search/reindex-all.ts'
import { writeBuiltSchema } from './built-schema.ts'
import type { DatabaseState } from './database-state.ts'
import { databaseState, explainState } from './database-state.ts'
import { prepareJobSchema } from './job-schema.ts'
import { applyNumbered, CREATE_MIGRATION_TABLE } from './numbered-migrations.ts'
import { prepareOwnSchema } from './own-schema.ts'
import type { Plan } from './plan.ts'
import type { PlanOptions } from './plan-migration.ts'
import { planMigration } from './plan-migration.ts'

export interface InitialiseOptions {
  /** Writes the first nodes, in the transaction that makes the tables. */
  readonly seed: (sql: Sql) => Promise<void>
}

/**
 * Sets an empty database up, or finds that it is current already. All or nothing; two at once: the
 * second waits and finds it done.
 *
 * @throws {TrackerError} rejected for a database with other tables, an older or a newer one;
 *   forbidden where the role lacks a schema of its own.
 */
export async function initialise(
  database: Database,
  tracker: Tracker,
  options: InitialiseOptions,
): Promise<'made' | 'current'> {
  const found = await databaseState(database.sql, tracker)
  // Where Muster's tables are already, a schema of the role's own would hide them.
  if (found.state === 'empty' || found.state === 'foreign') await prepareOwnSchema(database.sql)
  const state = await databaseState(database.sql, tracker)
  if (state.state !== 'empty') return settled(state)

  await prepareJobSchema(database.sql, database.pool)
  return database.transaction(async (sql) => {
    await waitForTurn(sql)
    const now = await databaseState(sql, tracker)
    if (now.state !== 'empty') return settled(now)

    await text.raw(CREATE_MIGRATION_TABLE).execute(sql)
    await apply(sql, tracker, await planMigration(sql, tracker))
    await options.seed(sql)
    return 'made'
  })
}

function settled(state: DatabaseState): 'current' {
  const refusal = explainState(state)
  if (refusal !== null) throw new TrackerError('rejected', refusal)
  return 'current'
}

/**
 * Applies what {@link planMigration} finds, all or nothing. Two at once: the second waits and finds nothing to do.
 *
 * @returns what was applied.
 * @throws {TrackerError} rejected, with every reason why it can't be done.
 */
export async function migrate(database: Database, tracker: Tracker, options: PlanOptions = {}): Promise<Plan> {
  const state = await databaseState(database.sql, tracker)
  if (state.state !== 'older' && state.state !== 'current') throw new TrackerError('rejected', explainState(state)!)
  refuseIfNeeded(await planMigration(database.sql, tracker, options))

  await prepareJobSchema(database.sql, database.pool)
  return givingWay(() =>
    database.transaction(async (sql) => {
      await waitForTurn(sql)
      const plan = await planMigration(sql, tracker, options)
      refuseIfNeeded(plan)
      await apply(sql, tracker, plan)
      if (plan.needsReindex) await reindexAll(sql, tracker)
      return { ...plan, jobSchema: state.plan.jobSchema }
    }),
  )
}

function refuseIfNeeded(plan: Plan): void {
  if (plan.refusals.length === 0) return
  throw new TrackerError('rejected', plan.refusals.join('; '), {
    faults: plan.refusals.map((message) => ({ property: null, message })),
  })
}

/**
 * One migration of a schema at a time. The wait for the turn has no end. The wait for a table that others read or write
 * is short, because everybody else queues behind it; and shorter than PostgreSQL's second, after which it ends whichever
 * of two that wait for each other it meets first, so that it is always us who give way.
 */
export async function waitForTurn(sql: Sql): Promise<void> {
  await text`set local statement_timeout = 0`.execute(sql)
  await text`select pg_advisory_xact_lock(hashtextextended('muster migrate ' || current_schema(), 0))`.execute(sql)
  await text`set local lock_timeout = '500ms'`.execute(sql)
}

const LOCK_NOT_AVAILABLE = '55P03'
const PATIENCE_MS = 60_000
const PAUSE_MS = 500

/**
 * Runs `work`, which takes locks after {@link waitForTurn}, again from the start each time that it did not get one.
 *
 * @throws {TrackerError} unavailable, after a minute; nothing was changed.
 */
export async function givingWay<T>(work: () => Promise<T>): Promise<T> {
  for (const untilMs = Date.now() + PATIENCE_MS; ;) {
    try {
      return await work()
    } catch (cause) {
      if (sqlState(cause) !== LOCK_NOT_AVAILABLE) throw cause
      if (Date.now() > untilMs)
        throw new TrackerError(
          'unavailable',
          'The tables were in use for a minute; nothing was changed, try again at a quieter time',
          { cause },
        )
      await sleep(PAUSE_MS * (0.5 + Math.random()))
    }
  }
}

async function apply(sql: Sql, tracker: Tracker, plan: Plan): Promise<void> {
  for (const migration of plan.migrations) await applyNumbered(sql, migration)
  const statements = [...plan.steps.flatMap((step) => step.statements), ...plan.steps.flatMap((step) => step.late)]
  await runAll(sql, statements)
  await writeBuiltSchema(sql, tracker, plan.built)
}

const BROKEN_CONSTRAINTS = new Set(['23503', '23505'])

/** In one round trip: a tracker of 30 classes is some 400 statements. */
async function runAll(sql: Sql, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return
  try {
    await text.raw(statements.join(';\n')).execute(sql)
  } catch (cause) {
    throw explained(cause)
  }
}

function explained(cause: unknown): unknown {
  const state = sqlState(cause) ?? ''
  if (!BROKEN_CONSTRAINTS.has(state)) return cause
  const { message, detail } = cause as { message: string; detail?: string }
  return new TrackerError(
    'rejected',
    `What is in the database does not allow it: ${message} (${detail ?? 'no detail'})`,
    { cause },
  )
}
