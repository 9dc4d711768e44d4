import type { Server as HttpServer } from 'node:http'
import { readBuild } from '../config/build-facts.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/load-config.ts'
import { runServer } from '../http/run-server.ts'
import { listenForMetrics } from '../http/serve-metrics.ts'
import { createServer } from '../http/server.ts'
import { Identity } from '../identity/identity.ts'
import { databaseHealth } from '../observe/health.ts'
import { createLog } from '../observe/log.ts'
import type { Log } from '../observe/log.ts'
import { createMetrics } from '../observe/metrics.ts'
import type { Metrics } from '../observe/metrics.ts'
import { tracedMethods } from '../observe/trace.ts'
import { Operations } from '../operations/operations.ts'
import { loadTracker } from '../schema/load-tracker.ts'
import { openDatabase } from '../store/database.ts'
import { startEmbedded } from '../store/embedded/index.ts'
import { countJobs } from '../store/outbox/job-counts.ts'
import { webEdge } from '../web/routes/web-edge.ts'
import { awaitSchema } from './await-schema.ts'
import type { CommandContext, Io } from './command.ts'
import { demoSentence } from './demo-accounts.ts'
import { DONE } from './exit-codes.ts'
import { listenFault } from './listen-fault.ts'
import { musterVersion } from './muster-package.ts'
import { refuseMissingFiles } from './own-files.ts'
import { startWorker } from './start-worker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

const POOL_SIZE = 10
/** Those of one request that are worth a span. */
const OPERATIONS = [
  'apply',
  'create',
  'set',
  'retire',
  'restore',
  'page',
  'view',
  'history',
  'content',
  'lookup',
] as const
/** A balancer asks every second or two whether a server is ready. */
const DRAIN_MS = 5_000

export async function run({ io }: CommandContext): Promise<number> {
  const config = loadConfig(io.env)
  const log = createLog(config.logLevel)
  refuseMissingFiles()
  const tracker = await loadTracker(config.tracker)
  const server = config.databaseUrl === null ? await startEmbedded({ dataDir: config.dataDir, log: io.err }) : null
  const url = server?.url ?? config.databaseUrl!
  const { source, ref, commit, builder } = readBuild()
  const metrics = createMetrics(musterVersion(), { repository: source, ref, commit, builder })
  const database = openDatabase({
    url,
    access: config.access,
    onStatement: metrics.observeStatement,
    poolSize: POOL_SIZE,
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  })
  try {
    await serve({ config, tracker, database, isEmbedded: server !== null }, url, { io, log, metrics })
    return DONE
  } finally {
    await database.close()
    await server?.stop()
  }
}

interface Surroundings {
  readonly io: Io
  readonly log: Log
  readonly metrics: Metrics
}

async function serve(opened: TrackerDatabase, url: string, { io, log, metrics }: Surroundings): Promise<void> {
  const { config, tracker, database } = opened
  const schema = await awaitSchema(opened, url, io, log)
  const demo = demoSentence(schema.demoAccounts)
  const operations = tracedMethods('operations', new Operations(database, tracker), OPERATIONS)
  metrics.watchPool(database.pool)
  metrics.watchLanes(database.lanes)
  metrics.watchSchema(schema.version)
  metrics.watchJobs(() => countJobs(database.sql))
  const server = await createServer({
    trackerName: tracker.name,
    baseUrl: config.baseUrl,
    trustedProxies: config.trustedProxies,
    identity: new Identity(database, tracker, operations, metrics.countLogin),
    health: databaseHealth({
      sql: database.sql,
      version: musterVersion(),
      build: readBuild(),
      missing: schema.missing,
    }),
    isOpen: () => schema.missing() === null,
    edges: [webEdge({ operations, banner: demo, demo, keepsMail: config.mail.relay === null })],
    log,
    metrics,
    showsMetrics: config.metricsPort === null,
  })
  const over = new AbortController()
  const metricsServer = config.metricsPort === null ? null : await listen(config, metrics)
  // After the port: a worker that nobody stops would keep the process alive.
  const worker = config.isWorker ? startWorker(opened, url, { log, metrics }) : null
  const waiting = schema.untilThere(over.signal).catch((error: unknown) => {
    over.abort()
    throw error
  })
  waiting.catch(() => {})
  try {
    await runServer(server, {
      host: config.host,
      port: config.port,
      drainMs: config.production ? DRAIN_MS : 0,
      stop: over.signal,
      onListening: () => greet(config, tracker.title, demo, io),
    })
  } catch (error) {
    throw listenFault(error, config.host, config.port, 'MUSTER_PORT')
  } finally {
    over.abort()
    metricsServer?.close()
    await worker?.stop()
  }
  await waiting
}

async function listen({ host, metricsPort }: Config, metrics: Metrics): Promise<HttpServer> {
  try {
    return await listenForMetrics(metrics, host, metricsPort!)
  } catch (error) {
    throw listenFault(error, host, metricsPort!, 'MUSTER_METRICS_PORT')
  }
}

function greet(config: Config, title: string, demo: string | null, io: Io): void {
  io.err(`${title}: ${config.baseUrl}`)
  if (demo === null) return
  io.err(demo)
  if (config.mail.relay === null)
    io.err(`No mail is sent: see ${new URL('outbox', config.baseUrl).href} for what would be.`)
}
