import { TrackerError } from '../errors.ts'
import { databaseState, explainState } from '../store/migrate/database-state.ts'
import { migrate } from '../store/migrate/migrate.ts'
import { printPlan } from '../store/migrate/plan.ts'
import type { Io } from './command.ts'
import { setUpTracker } from './set-up-tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

/** "muster init" or "muster migrate" will mend it. */
export class SchemaNotYet extends TrackerError {}

/**
 * What `serve` does before it answers anybody. Muster's private database is set up where it is empty, and
 * brought to the schema where it is older. A database that has an address is somebody's: it is left alone
 * and has to be current.
 *
 * @throws {TrackerError} rejected, with the command to run.
 */
export async function prepareTracker(opened: TrackerDatabase, io: Io): Promise<void> {
  const { config, database, tracker, isEmbedded } = opened
  const state = await databaseState(database.sql, tracker)
  if (state.state === 'current') return
  if (isEmbedded && state.state === 'empty') {
    await setUpTracker(opened, io, { withDemo: config.demo })
    return
  }
  if (isEmbedded && state.state === 'older' && state.plan.refusals.length === 0) {
    for (const line of printPlan(await migrate(database, tracker))) io.out(line)
    return
  }
  const sentence = explainState(state)!
  const mayBeMended = state.state === 'empty' || (state.state === 'older' && state.plan.refusals.length === 0)
  throw mayBeMended ? new SchemaNotYet('rejected', sentence) : new TrackerError('rejected', sentence)
}
