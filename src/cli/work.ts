import { once } from 'node:events'
import { loadConfig } from '../config/load-config.ts'
import { createLog } from '../observe/log.ts'
import type { CommandContext } from './command.ts'
import { DONE } from './exit-codes.ts'
import { startWorker } from './start-worker.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ io }: CommandContext): Promise<number> {
  const log = createLog(loadConfig(io.env).logLevel)
  return withTrackerDatabase(io, async (opened, url) => {
    const worker = startWorker(opened, url, log)
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    await worker.stop()
    return DONE
  })
}
