import type { DatabaseAccess } from '../config/database-access.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/load-config.ts'
import { loadTracker } from '../schema/load-tracker.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Database } from '../store/database.ts'
import { openDatabase } from '../store/database.ts'
import { attachEmbedded, startEmbedded } from '../store/embedded/index.ts'
import type { Io } from './command.ts'
import { databaseFault } from './database-fault.ts'
import { refuseMissingFiles } from './own-files.ts'

/** What a command works on. */
export interface TrackerDatabase {
  readonly config: Config
  readonly tracker: Tracker
  readonly database: Database
  /** The database is that of MUSTER_DATA_DIR: Muster's own to set up and to bring up to date. */
  readonly isEmbedded: boolean
}

/**
 * Opens the configured tracker and its database for the time of `work`. Without a URL it is the embedded
 * PostgreSQL: the one that a running `serve` has, else one that is started for this command.
 */
export async function withTrackerDatabase<T>(
  io: Io,
  work: (opened: TrackerDatabase, url: string) => Promise<T>,
): Promise<T> {
  const config = loadConfig(io.env)
  refuseMissingFiles()
  const tracker = await loadTracker(config.tracker)
  const server = await reachServer(config, io)
  const database = openDatabase({ url: server.url, access: server.access, applicationName: 'muster-cli', poolSize: 4 })
  try {
    await database.pool.query('select')
    return await work({ config, tracker, database, isEmbedded: server.isEmbedded }, server.url)
  } catch (error) {
    throw databaseFault(error, server.url)
  } finally {
    await database.close()
    await server.stop()
  }
}

interface Server {
  readonly url: string
  readonly access: DatabaseAccess | null
  readonly isEmbedded: boolean
  stop(): Promise<void>
}

/** A migration holds locks for long, which a pooler in between would not keep: the direct address comes first. */
async function reachServer(config: Config, io: Io): Promise<Server> {
  const url = config.directUrl ?? config.databaseUrl
  const access = config.directAccess ?? config.access
  if (url !== null) return { url, access, isEmbedded: false, stop: async () => {} }

  const running = await attachEmbedded(config.dataDir)
  if (running !== null) return { url: running, access: null, isEmbedded: true, stop: async () => {} }
  const server = await startEmbedded({ dataDir: config.dataDir, log: (sentence) => io.err(sentence) })
  return { url: server.url, access: null, isEmbedded: true, stop: () => server.stop() }
}
