import { TrackerError } from '../errors.ts'
import { periodicJobs } from '../jobs/periodic.ts'
import { enqueue } from '../store/outbox/job-queue.ts'
import type { CommandContext } from './command.ts'
import { DONE } from './exit-codes.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ io, positionals: [name] }: CommandContext): Promise<number> {
  if (name === undefined) {
    for (const job of periodicJobs) io.out(`${job.name}  (${job.times})  ${job.summary}`)
    return DONE
  }
  const job = periodicJobs.find((one) => one.name === name)
  if (!job)
    throw new TrackerError(
      'invalid',
      `There is no job "${name}": there are ${periodicJobs.map((one) => one.name).join(', ')}`,
    )
  return withTrackerDatabase(io, async ({ database }) => {
    await enqueue(database.sql, job.name, [{}])
    io.out(`A worker will ${job.summary} now`)
    return DONE
  })
}
