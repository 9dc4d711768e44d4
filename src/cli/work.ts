import { once } from 'node:events'
import type { FastifyInstance } from 'fastify'
import { readBuild } from '../config/build-facts.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Draining } from '../http/health.ts'
import { listenForProbes } from '../http/listen-for-probes.ts'
import { databaseHealth } from '../observe/health.ts'
import { createLog } from '../observe/log.ts'
import { createMetrics } from '../observe/metrics.ts'
import type { Metrics } from '../observe/metrics.ts'
import { countJobs } from '../store/outbox/job-counts.ts'
import type { CommandContext } from './command.ts'
import { DONE } from './exit-codes.ts'
import { listenFault } from './listen-fault.ts'
import { musterVersion } from './muster-package.ts'
import { startWorker } from './start-worker.ts'
import type { RunningWorker } from './start-worker.ts'
import type { TrackerDatabase } from './tracker-database.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ io }: CommandContext): Promise<number> {
  const log = createLog(loadConfig(io.env).logLevel)
  return withTrackerDatabase(io, async (opened, url) => {
    const metrics = createMetrics(musterVersion())
    metrics.watchPool(opened.database.pool)
    metrics.watchJobs(() => countJobs(opened.database.sql))
    const worker = startWorker(opened, url, { log, metrics })
    const draining = { isDraining: false }
    let probes: FastifyInstance | null = null
    try {
      probes = await answerProbes(opened, metrics, worker, draining)
      await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    } finally {
      draining.isDraining = true
      await worker.stop()
      await probes?.close()
    }
    return DONE
  })
}

/** Only where MUSTER_METRICS_PORT says so: `serve` may run on the same machine and has MUSTER_PORT. */
async function answerProbes(
  { config, database }: TrackerDatabase,
  metrics: Metrics,
  worker: RunningWorker,
  draining: Draining,
): Promise<FastifyInstance | null> {
  const { host, metricsPort: port } = config
  if (port === null) return null
  const version = musterVersion()
  const missing = (): string | null => (worker.isWorking() ? null : 'The worker waits for the database')
  const health = databaseHealth({ sql: database.sql, version, build: readBuild(), missing })
  try {
    return await listenForProbes({ health, draining, metrics, host, port })
  } catch (error) {
    throw listenFault(error, host, port, 'MUSTER_METRICS_PORT')
  }
}
