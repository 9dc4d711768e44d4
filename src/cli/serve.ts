import { setTimeout as sleep } from 'node:timers/promises'
import { readBuild } from '../config/build-facts.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/load-config.ts'
import { TrackerError } from '../errors.ts'
import { runServer } from '../http/run-server.ts'
import { createServer } from '../http/server.ts'
import { Identity } from '../identity/identity.ts'
import { databaseHealth } from '../observe/health.ts'
import { createLog } from '../observe/log.ts'
import type { Log } from '../observe/log.ts'
import { createMetrics } from '../observe/metrics.ts'
import { Operations } from '../operations/operations.ts'
import { loadTracker } from '../schema/load-tracker.ts'
import { openDatabase } from '../store/database.ts'
import { startEmbedded } from '../store/embedded/index.ts'
import { databaseState, explainState } from '../store/migrate/database-state.ts'
import { webEdge } from '../web/routes/web-edge.ts'
import type { CommandContext, Io } from './command.ts'
import { databaseFault } from './database-fault.ts'
import { demoSentence, openDemoAccounts, refuseDemoInPublic } from './demo-accounts.ts'
import { DONE } from './exit-codes.ts'
import { musterVersion } from './muster-package.ts'
import { prepareTracker } from './prepare-tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

const POOL_SIZE = 10
/** A balancer asks every second or two whether a server is ready. */
const DRAIN_MS = 5_000
const RETRY_MS = 2_000

export async function run({ io }: CommandContext): Promise<number> {
  const config = loadConfig(io.env)
  const log = createLog(config.logLevel)
  for (const note of config.notes) log.warn(note)
  const tracker = await loadTracker(config.tracker)
  const server = config.databaseUrl === null ? await startEmbedded({ dataDir: config.dataDir, log: io.err }) : null
  const url = server?.url ?? config.databaseUrl!
  const database = openDatabase({
    url,
    poolSize: POOL_SIZE,
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  })
  try {
    await serve({ config, tracker, database, isEmbedded: server !== null }, url, io, log)
    return DONE
  } finally {
    await database.close()
    await server?.stop()
  }
}

async function serve(opened: TrackerDatabase, url: string, io: Io, log: Log): Promise<void> {
  const { config, tracker, database } = opened
  const isPrepared = await prepare(opened, url, io, log)
  const accounts = isPrepared ? await openDemoAccounts(opened) : []
  refuseDemoInPublic(config, accounts)
  const demo = demoSentence(accounts)
  const operations = new Operations(database, tracker)
  const version = musterVersion()
  const metrics = createMetrics(version)
  metrics.watchPool(database.pool)
  const server = await createServer({
    trackerName: tracker.name,
    baseUrl: config.baseUrl,
    trustedProxies: config.trustedProxies,
    identity: new Identity(database, tracker, operations),
    health: databaseHealth({
      sql: database.sql,
      version,
      build: readBuild(),
      fits: async () => explainState(await databaseState(database.sql, tracker)) ?? true,
    }),
    edges: [webEdge({ operations, banner: demo, demo })],
    log,
    metrics,
  })
  const failed = new AbortController()
  const waiting = isPrepared ? null : prepareLater(opened, url, io, log, failed)
  await runServer(server, {
    host: config.host,
    port: config.port,
    drainMs: config.production ? DRAIN_MS : 0,
    stop: failed.signal,
    onListening: () => greet(config, tracker.title, demo, io),
  }).catch((error: unknown) => {
    throw listenFault(error, config)
  })
  failed.abort()
  await waiting
}

function greet(config: Config, title: string, demo: string | null, io: Io): void {
  io.err(`${title}: ${config.baseUrl}`)
  if (demo !== null) io.err(demo)
}

/**
 * @returns false, when a database with an address can't be reached: it may come up later than we do, so the server
 * starts, says that it is not ready, and looks again.
 */
async function prepare(opened: TrackerDatabase, url: string, io: Io, log: Log): Promise<boolean> {
  try {
    await prepareTracker(opened, io)
    return true
  } catch (error) {
    const fault = databaseFault(error, url)
    if (opened.isEmbedded || !(fault instanceof TrackerError) || fault.code !== 'unavailable') throw fault
    log.warn(fault.message)
    return false
  }
}

/** Looks again until the database is there; a database that does not fit ends the server, with the reason. */
async function prepareLater(
  opened: TrackerDatabase,
  url: string,
  io: Io,
  log: Log,
  failed: AbortController,
): Promise<void> {
  while (!failed.signal.aborted) {
    await sleep(RETRY_MS, undefined, { signal: failed.signal }).catch(() => {})
    if (failed.signal.aborted) return
    try {
      if (!(await prepare(opened, url, io, log))) continue
      refuseDemoInPublic(opened.config, await openDemoAccounts(opened))
      return
    } catch (error) {
      failed.abort()
      throw error
    }
  }
}

function listenFault(error: unknown, { host, port }: Config): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new TrackerError('conflict', `Port ${port} of ${host} is in use: stop what uses it, or set MUSTER_PORT`, {
      cause: error,
    })
  if (code === 'EACCES')
    return new TrackerError(
      'forbidden',
      `Port ${port} needs more rights than this user has: set MUSTER_PORT to 1024 or more`,
      { cause: error },
    )
  if (code === 'EADDRNOTAVAIL')
    return new TrackerError('invalid', `MUSTER_HOST ${host} is no address of this machine`, { cause: error })
  return error
}
