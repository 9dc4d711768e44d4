import { loadConfig } from '../config/load-config.ts'
import { loadTracker } from '../schema/load-tracker.ts'
import { findCluster } from '../store/embedded/cluster-place.ts'
import type { CommandContext, Io } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import { importExport, importObjection, lookThrough, refusal } from './import-export.ts'
import { count3, counted } from './import-progress.ts'
import { keepMemoryLow } from './keep-memory-low.ts'
import type { ReadingResult } from './roundup-messages.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run({ positionals, flag, io }: CommandContext): Promise<number> {
  keepMemoryLow()
  const directory = positionals[0]!
  if (flag('dry-run')) return dryRun(directory, io)

  await withTrackerDatabase(io, async ({ database, tracker }) => {
    const imported = await importExport(directory, database, tracker, io)
    for (const line of keptLines(imported)) io.out(line)
    io.out(
      `Imported ${sizeOf(imported)} into ${tracker.name} in ${imported.seconds.toFixed(1)} s. Compare with "muster verify-roundup ${directory}".`,
    )
  })
  return DONE
}

async function dryRun(directory: string, io: Io): Promise<number> {
  const tracker = await loadTracker(loadConfig(io.env).tracker)
  const result = await lookThrough(directory, tracker, io)
  const objection = await databaseObjection(io)
  for (const line of keptLines(result)) io.out(line)
  if (objection !== null) io.err(objection)
  if (result.faultCount > 0) io.err(refusal(result).message)
  if (objection !== null || result.faultCount > 0) return REFUSED

  io.out(`The export can be imported into ${tracker.name}: ${sizeOf(result)}.`)
  return DONE
}

/** Why the database would refuse any export; null where it would not, or where none is set up yet. */
async function databaseObjection(io: Io): Promise<string | null> {
  const { databaseUrl, directUrl, dataDir } = loadConfig(io.env)
  if (databaseUrl === null && directUrl === null && findCluster(dataDir) === null) return null
  return withTrackerDatabase(io, ({ database, tracker }) => importObjection(database, tracker))
}

function sizeOf({ sizes, sequence }: ReadingResult): string {
  const nodes = sizes.reduce((sum, size) => sum + size.nodes, 0)
  return `${counted(nodes, 'node', 'nodes')} of ${sizes.length} classes with ${counted(sequence, 'history entry', 'history entries')}`
}

const KEPT_WORDS: Readonly<Record<string, string>> = {
  'no-target': 'links to nodes that are not there',
  nul: 'texts with a NUL character',
  'not-utf-8': 'texts that are no UTF-8, read as Windows-1252',
  surrogate: 'texts with half a surrogate pair',
  'out-of-range': 'numbers that are too large',
  precision: 'numbers with more digits than their property holds',
  unset: 'instants that were never set',
  'password-hash': 'password hashes in histories, masked there',
}

/** What could not stand in its place: counted, so that nobody has to wonder. */
function keptLines({ kept }: ReadingResult): string[] {
  return [...kept].map(([reason, count]) => `Kept beside their nodes: ${count3(count)} ${KEPT_WORDS[reason] ?? reason}`)
}
