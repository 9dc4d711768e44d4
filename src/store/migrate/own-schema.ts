import { sql as text } from 'kysely'
import { TrackerError } from '../../errors.ts'
import type { Sql } from '../database.ts'
import { sqlState } from '../database.ts'
import { quoteName } from './table-shape.ts'

const RACES = new Set(['23505', '42P06'])

/**
 * Makes sure that the role has a schema to make tables in: the first of its search path that is there,
 * else one named like the role, if it may.
 *
 * @throws {TrackerError} forbidden, with the statement that an administrator has to run.
 */
export async function prepareOwnSchema(sql: Sql): Promise<void> {
  const { rows } = await text<{
    schema: string | null
    mayUse: boolean
    mayCreate: boolean
    role: string
    database: string
  }>`
    select current_schema()::text as schema, current_user::text as role, current_database()::text as database,
      coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "mayUse",
      has_database_privilege(current_database(), 'CREATE') as "mayCreate"`.execute(sql)
  const { schema, mayUse, mayCreate, role, database } = rows[0]!
  if (mayUse) return
  if (!mayCreate)
    throw new TrackerError(
      'forbidden',
      `The role ${role} has no schema in the database ${database} that it may make tables in` +
        `${schema === null ? '' : ` (${schema} is not its own)`}; ` +
        `let an administrator run: create schema ${quoteName(role)} authorization ${quoteName(role)}`,
    )
  await createSchema(sql, role)
}

async function createSchema(sql: Sql, name: string): Promise<void> {
  try {
    await text.raw(`create schema if not exists ${quoteName(name)}`).execute(sql)
  } catch (cause) {
    if (!RACES.has(sqlState(cause) ?? '')) throw cause
  }
}
