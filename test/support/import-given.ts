import { fileURLToPath } from 'node:url'
import { run } from '../../src/cli/run.ts'
import { loadTracker } from '../../src/schema/load-tracker.ts'
import type { Tracker } from '../../src/schema/tracker.ts'
import type { Database } from '../../src/store/database.ts'
import { openDatabase } from '../../src/store/database.ts'
import { dropDatabase, newDatabase } from './with-tracker.ts'
import type { WrittenExport } from './write-export.ts'
import { writeExport } from './write-export.ts'

/** Classic with every type of property: what the sample export was made with. */
export const CLASSIC_EXTENDED = fileURLToPath(new URL('./classic-extended', import.meta.url))

export interface Answer {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface ImportGiven {
  readonly tracker: Tracker
  readonly database: Database
  /** Runs a command on the test's database. */
  muster(...args: readonly string[]): Promise<Answer>
  write(exported: WrittenExport): string
  query<Row = Record<string, unknown>>(statement: string): Promise<Row[]>
}

/** A test with an empty database of its own. */
export function withEmptyDatabase(
  trackerName: string,
  test: (given: ImportGiven) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const tracker = await loadTracker(trackerName)
    const database = openDatabase({ url, poolSize: 2 })
    try {
      await test({
        tracker,
        database,
        muster: (...args) => runInProcess(args, { MUSTER_TRACKER: trackerName, MUSTER_DATABASE_URL: url }),
        write: (exported) => writeExport(tracker, exported),
        query: async (statement) => (await database.pool.query(statement)).rows,
      })
    } finally {
      await database.close()
      await dropDatabase(url)
    }
  }
}

async function runInProcess(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Answer> {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    isTerminal: false,
    env,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
