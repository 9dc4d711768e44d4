import { databaseState, explainState } from '../store/migrate/database-state.ts'
import { migrate } from '../store/migrate/migrate.ts'
import { planMigration } from '../store/migrate/plan-migration.ts'
import type { Plan } from '../store/migrate/plan.ts'
import { printPlan } from '../store/migrate/plan.ts'
import { markProduction } from '../store/migrate/production-mark.ts'
import type { CommandContext } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import type { TrackerDatabase } from './tracker-database.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run(context: CommandContext): Promise<number> {
  const work = context.flag('plan') ? showPlan : apply
  return withTrackerDatabase(context.io, (opened) => work(opened, context))
}

async function showPlan({ database, tracker }: TrackerDatabase, { io, list }: CommandContext): Promise<number> {
  const state = await databaseState(database.sql, tracker)
  if (state.state !== 'older' && state.state !== 'current') {
    io.err(explainState(state)!)
    return REFUSED
  }
  const plan = await planMigration(database.sql, tracker, { drop: list('drop') })
  print(plan, (line) => io.out(line))
  for (const refusal of plan.refusals) io.err(`refused: ${refusal}`)
  return plan.refusals.length === 0 ? DONE : REFUSED
}

async function apply({ config, database, tracker }: TrackerDatabase, { io, list }: CommandContext): Promise<number> {
  const plan = await migrate(database, tracker, { drop: list('drop') })
  if (config.production) await markProduction(database.sql)
  print(plan, (line) => io.out(line))
  return DONE
}

function print(plan: Plan, out: (line: string) => void): void {
  const lines = printPlan(plan)
  if (lines.length === 0) out('There is nothing to do: the database fits the tracker and this release.')
  for (const line of lines) out(line)
}
