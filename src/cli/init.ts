import type { CommandContext } from './command.ts'
import { DONE } from './exit-codes.ts'
import { setUpTracker } from './set-up-tracker.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ io }: CommandContext): Promise<number> {
  await withTrackerDatabase(io, (opened) => setUpTracker(opened, io))
  return DONE
}
