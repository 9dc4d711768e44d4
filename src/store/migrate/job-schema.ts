import { sql as text } from 'kysely'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import type { MigrationPartition } from 'pg-boss'
import type { Pool } from 'pg'
import { TrackerError } from '../../errors.ts'
import type { Sql } from '../database.ts'
import { sqlState } from '../database.ts'
import { quoteName } from './table-shape.ts'

/** The queue's tables are pg-boss's own and live in a schema of their own. */
export const JOB_SCHEMA = 'pgboss'

export type JobSchemaState = 'absent' | 'older' | 'current' | 'newer'

/** pg-boss tells its schema's version only inside the script that makes it. */
const WANTED_VERSION = wantedVersion()

function wantedVersion(): number {
  const version = /INSERT INTO \S*version\s*\(version\) VALUES \('(\d+)'\)/i.exec(getConstructionPlans(JOB_SCHEMA))?.[1]
  if (!version) throw new Error('The construction script of pg-boss names no version')
  return Number(version)
}

export async function jobSchemaState(sql: Sql): Promise<JobSchemaState> {
  const version = await jobSchemaVersion(sql)
  if (version === null) return 'absent'
  if (version === WANTED_VERSION) return 'current'
  return version < WANTED_VERSION ? 'older' : 'newer'
}

async function jobSchemaVersion(sql: Sql): Promise<number | null> {
  const { rows } = await text<{ exists: boolean }>`
    select exists(select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${JOB_SCHEMA} and c.relname = 'version') as exists`.execute(sql)
  if (!rows[0]!.exists) return null
  const versions = await text<{ version: number }>`select version from ${text.table(`${JOB_SCHEMA}.version`)}`.execute(
    sql,
  )
  return versions.rows[0]?.version ?? null
}

/**
 * Brings the queue's schema to what the installed pg-boss wants. Its scripts are transactions of their
 * own with a lock of their own, so this can't be part of ours; who comes second finds it done.
 *
 * @throws {TrackerError} forbidden, with the statement that an administrator has to run.
 */
export async function prepareJobSchema(sql: Sql, pool: Pool): Promise<void> {
  const state = await jobSchemaState(sql)
  if (state === 'current' || state === 'newer') return
  try {
    await runScript(pool, state === 'absent' ? await constructionScript(sql) : await migrationScript(sql))
  } catch (cause) {
    if ((await jobSchemaState(sql)) !== 'current') throw explained(cause)
  }
}

async function constructionScript(sql: Sql): Promise<string> {
  const { rows } = await text<{ exists: boolean; mayCreate: boolean; role: string; database: string }>`
    select exists(select from pg_namespace where nspname = ${JOB_SCHEMA}) as exists,
      has_database_privilege(current_database(), 'CREATE') as "mayCreate",
      current_user::text as role, current_database()::text as database`.execute(sql)
  const { exists, mayCreate, role, database } = rows[0]!
  if (!exists && !mayCreate)
    throw new TrackerError(
      'forbidden',
      `The role ${role} may not create the schema ${JOB_SCHEMA} in the database ${database}; ` +
        `let an administrator run: create schema ${JOB_SCHEMA} authorization ${quoteName(role)}`,
    )
  return getConstructionPlans(JOB_SCHEMA, { createSchema: !exists })
}

async function migrationScript(sql: Sql): Promise<string> {
  const version = await jobSchemaVersion(sql)
  const { rows } = await text<MigrationPartition>`
    select table_name as "tableName", policy from ${text.table(`${JOB_SCHEMA}.queue`)} where partition`.execute(sql)
  return getMigrationPlans(JOB_SCHEMA, version!, { partitionTables: rows })
}

/**
 * A migration script is one transaction and, after it, statements that build indexes without one: those
 * have to be sent singly. The connection is not used again, for it has no time limit.
 */
async function runScript(pool: Pool, script: string): Promise<void> {
  const end = script.lastIndexOf('COMMIT;') + 'COMMIT;'.length
  const afterwards = script
    .slice(end)
    .split(/;\s*$/m)
    .filter((statement) => statement.trim() !== '')
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query(script.slice(0, end))
    for (const statement of afterwards) await client.query(statement)
  } finally {
    client.release(true)
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
function explained(cause: unknown): unknown {
  if (sqlState(cause) !== INSUFFICIENT_PRIVILEGE) return cause
  return new TrackerError('forbidden', `The schema ${JOB_SCHEMA} has to belong to Muster's own role in the database`, {
    cause,
  })
}
