import type { BuildFacts } from '../config/build-facts.ts'
import { isWritable } from '../store/writable.ts'
import type { Sql } from '../store/database.ts'

/** What probes ask: true, or a sentence that says what is missing. */
export interface DatabaseHealth {
  readonly version: string
  readonly build: BuildFacts
  hasStarted(): Promise<true | string>
  isReady(): Promise<true | string>
}

export interface HealthOptions {
  readonly sql: Sql
  readonly version: string
  readonly build: BuildFacts
  /** What the tracker lacks before it can be served at all; null: nothing. */
  readonly missing: () => string | null
}

/** Many probes of many observers in one second need one answer of the database. */
const FRESH_MS = 1000

export function databaseHealth({ sql, version, build, missing }: HealthOptions): DatabaseHealth {
  let latest: { readonly at: number; readonly answer: Promise<true | string> } | null = null

  async function isReady(): Promise<true | string> {
    const lack = missing()
    if (lack !== null) return lack
    const now = Date.now()
    if (!latest || now - latest.at > FRESH_MS) latest = { at: now, answer: askWritable(sql) }
    return latest.answer
  }
  return { version, build, hasStarted: async () => missing() ?? true, isReady }
}

async function askWritable(sql: Sql): Promise<true | string> {
  try {
    return (await isWritable(sql)) || 'The database is a standby: it can be read, but not written'
  } catch (error) {
    const code = (error as { code?: string }).code
    return `The database can't be reached${code ? ` (${code})` : ''}`
  }
}
