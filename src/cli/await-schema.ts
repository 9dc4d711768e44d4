import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../errors.ts'
import type { Log } from '../observe/log.ts'
import { readApplied } from '../store/migrate/numbered-migrations.ts'
import type { Io } from './command.ts'
import { databaseFault } from './database-fault.ts'
import { openDemoAccounts, refuseDemoInPublic } from './demo-accounts.ts'
import { prepareTracker, SchemaNotYet } from './prepare-tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

const RETRY_MS = 1_000

/** Whether the database is what the server needs; see {@link awaitSchema}. */
export interface SchemaWait {
  /** Number of the database's last migration, once nothing is missing. */
  version(): number | null
  /** What is missing, as a sentence; null: nothing, the tracker can be served. */
  missing(): string | null
  /** Names of demo accounts with the known password, where the first look found the database ready. */
  readonly demoAccounts: readonly string[]
  /** Ends when nothing is missing any more, or `stop` is told; fails when waiting will not help. */
  untilThere(stop: AbortSignal): Promise<void>
}

/**
 * Looks at the database. One that can't be reached may come up later than we do, and one that is empty or older may
 * be worked on by an init Job at this moment: the server starts all the same, says that it is not ready, and looks
 * again; at a database that is there and unfit as long as MUSTER_SCHEMA_WAIT says.
 *
 * @throws {TrackerError} where waiting will not help.
 */
export async function awaitSchema(opened: TrackerDatabase, url: string, io: Io, log: Log): Promise<SchemaWait> {
  const { schemaWaitMs } = opened.config
  let unfitSinceMs: number | null = null
  let demoAccounts: readonly string[] = []
  let version: number | null = null

  async function look(): Promise<string | null> {
    try {
      await prepareTracker(opened, io)
      demoAccounts = await openDemoAccounts(opened)
      refuseDemoInPublic(opened.config, demoAccounts)
      version = (await readApplied(opened.database.sql)).at(-1)?.number ?? null
      return null
    } catch (error) {
      return waitingHelps(databaseFault(error, url))
    }
  }
  function waitingHelps(fault: unknown): string {
    if (opened.isEmbedded || !(fault instanceof TrackerError)) throw fault
    if (fault.code === 'unavailable') return fault.message
    const mayBeMended = fault instanceof SchemaNotYet || fault.code === 'forbidden'
    if (!mayBeMended || schemaWaitMs === 0) throw fault
    unfitSinceMs ??= Date.now()
    if (Date.now() - unfitSinceMs < schemaWaitMs) return fault.message
    throw new TrackerError('rejected', `${fault.message}; nobody did for ${schemaWaitMs / 1000} seconds`)
  }

  let missing = await look()
  if (missing !== null) log.warn({ schemaWaitMs }, `Not ready yet: ${missing}`)
  return {
    version: () => version,
    missing: () => missing,
    demoAccounts,
    untilThere: async (stop) => {
      while (missing !== null) {
        await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => {})
        if (stop.aborted) return
        const before = missing
        missing = await look()
        if (missing === null) log.info('The database is there and fits: serving')
        else if (missing !== before) log.warn(`Not ready yet: ${missing}`)
      }
    },
  }
}
