import { databaseState } from '../store/migrate/database-state.ts'
import { migrate } from '../store/migrate/migrate.ts'
import { printPlan } from '../store/migrate/plan.ts'
import { markProduction } from '../store/migrate/production-mark.ts'
import type { CommandContext, Io } from './command.ts'
import { DONE } from './exit-codes.ts'
import { setUpTracker } from './set-up-tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ io, flag }: CommandContext): Promise<number> {
  await withTrackerDatabase(io, async (opened) => {
    if (flag('migrate')) await migrateOlder(opened, io)
    await setUpTracker(opened, io)
    if (opened.config.production) await markProduction(opened.database.sql)
  })
  return DONE
}

/** Two at once: the second waits for the first, and finds nothing left to do. */
async function migrateOlder({ database, tracker }: TrackerDatabase, io: Io): Promise<void> {
  const { state } = await databaseState(database.sql, tracker)
  if (state !== 'older') return
  for (const line of printPlan(await migrate(database, tracker))) io.out(line)
}
