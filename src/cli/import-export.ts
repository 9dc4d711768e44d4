import { TrackerError } from '../errors.ts'
import { printFault } from '../roundup/export-faults.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Database, Sql } from '../store/database.ts'
import { refusalOfContents } from '../store/load/origin.ts'
import { replaceContents } from '../store/load/replace-contents.ts'
import { databaseState, explainState } from '../store/migrate/database-state.ts'
import { initialise } from '../store/migrate/migrate.ts'
import { reindexAll } from '../store/search/reindex-all.ts'
import type { Io } from './command.ts'
import { Progress } from './import-progress.ts'
import { readRoundup } from './read-roundup.ts'
import type { ReadingResult } from './roundup-messages.ts'

export interface Imported extends ReadingResult {
  readonly seconds: number
}

/**
 * Brings an export into a tracker, all or nothing. An empty database gets its tables in the same
 * transaction, so it stays empty when the export is refused.
 *
 * @throws {TrackerError} invalid, with everything that is wrong with the export; rejected, when the tracker is in use.
 */
export async function importExport(directory: string, database: Database, tracker: Tracker, io: Io): Promise<Imported> {
  const progress = new Progress(io)
  let result: ReadingResult | undefined
  const load = (sql: Sql): Promise<void> =>
    replaceContents(sql, tracker, {
      feed: async (write) => (result = await feed(directory, tracker, write, progress)),
      reindex: (transaction) => reindexAll(transaction, tracker),
      onStep: (step) => io.err(STEPS[step]),
    })
  const outcome = await initialise(database, tracker, { seed: load })
  if (outcome === 'current') await database.transaction(load)
  return { ...result!, seconds: progress.seconds }
}

const STEPS = {
  emptying: 'Making room …',
  loading: 'Reading the export …',
  indexing: 'Making indexes …',
  linking: 'Checking links …',
  search: 'Indexing texts …',
}

async function feed(
  directory: string,
  tracker: Tracker,
  write: (table: number, bytes: Uint8Array) => Promise<void>,
  progress: Progress,
): Promise<ReadingResult> {
  const result = await readWithProgress(directory, tracker, write, progress)
  if (result.faultCount > 0) throw refusal(result)
  return result
}

/** Why this database takes no import, as a sentence; null where it does. */
export async function importObjection({ sql }: Database, tracker: Tracker): Promise<string | null> {
  const state = await databaseState(sql, tracker)
  if (state.state === 'empty') return null
  return explainState(state) ?? (await refusalOfContents(sql))
}

/** Reads an export through without loading it. @returns what is wrong with it and what would go beside its nodes. */
export function lookThrough(directory: string, tracker: Tracker, io: Io): Promise<ReadingResult> {
  return readWithProgress(directory, tracker, null, new Progress(io))
}

function readWithProgress(
  directory: string,
  tracker: Tracker,
  write: ((table: number, bytes: Uint8Array) => Promise<void>) | null,
  progress: Progress,
): Promise<ReadingResult> {
  return readRoundup(directory, tracker.classes, {
    write,
    onSizes: (sizes) => progress.begin(sizes),
    onProgress: (className, nodes, finished) => progress.advance(className, nodes, finished),
  })
}

/** Every fault on a line of its own, as `file:line:column: what`. */
export function refusal({ faults, faultCount }: ReadingResult): TrackerError {
  const lines = faults.map(printFault)
  if (faultCount > faults.length) lines.push(`and ${faultCount - faults.length} more`)
  const head = faultCount === 1 ? 'The export is refused' : `The export is refused for ${faultCount} reasons`
  return new TrackerError('invalid', [`${head}; the database is untouched:`, ...lines].join('\n'), {
    faults: lines.map((message) => ({ property: null, message })),
  })
}
