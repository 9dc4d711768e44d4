import { sql as text } from 'kysely'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import type { Plan } from './plan.ts'
import { isDone } from './plan.ts'
import { readApplied, readNumberedMigrations } from './numbered-migrations.ts'
import { listed, planMigration } from './plan-migration.ts'

export type DatabaseState =
  /** No table at all, whether the database was made a moment or a year ago. */
  | { readonly state: 'empty' }
  /** Tables that are not Muster's. */
  | { readonly state: 'foreign'; readonly tables: readonly string[] }
  /** Something is to be migrated first; the plan may hold refusals. */
  | { readonly state: 'older'; readonly plan: Plan }
  | { readonly state: 'current'; readonly plan: Plan }
  /** A later release changed the tables in a way that this one can't work with. */
  | { readonly state: 'newer'; readonly migrations: readonly string[] }

/** Looks at the tables of the schema, never at whether the database exists. */
export async function databaseState(sql: Sql, tracker: Tracker): Promise<DatabaseState> {
  const { tables, isMuster } = await readRelationNames(sql)
  if (tables.length === 0) return { state: 'empty' }
  if (!isMuster) return { state: 'foreign', tables }

  const unknown = await breakingMigrationsOfLaterReleases(sql)
  if (unknown.length > 0) return { state: 'newer', migrations: unknown }
  const plan = await planMigration(sql, tracker)
  return { state: isDone(plan) ? 'current' : 'older', plan }
}

async function readRelationNames(sql: Sql): Promise<{ tables: string[]; isMuster: boolean }> {
  const { rows } = await text<{ name: string }>`
    select c.relname::text as name from pg_class c
    where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`.execute(sql)
  const tables = rows.map((row) => row.name)
  return { tables, isMuster: tables.includes('_migration') && tables.includes('_schema') }
}

async function breakingMigrationsOfLaterReleases(sql: Sql): Promise<string[]> {
  const known = new Set((await readNumberedMigrations()).map((migration) => migration.number))
  const applied = await readApplied(sql)
  return applied.filter(({ number, isBreaking }) => isBreaking && !known.has(number)).map(({ name }) => name)
}

/** One sentence for an operator: why Muster does not start on this database, and what to do. Null when it may. */
export function explainState(state: DatabaseState): string | null {
  switch (state.state) {
    case 'current':
      return null
    case 'empty':
      return 'The database is empty: set it up with "muster init"'
    case 'foreign':
      return (
        `The database holds tables that are not Muster's (${listed(state.tables)}): ` +
        'give Muster a database or a schema of its own'
      )
    case 'older':
      if (state.plan.refusals.length > 0) return state.plan.refusals.join('; ')
      return 'The database was made for an older schema: look at the changes with "muster migrate --plan" and apply them with "muster migrate"'
    case 'newer':
      return `The database was migrated by a later release (${listed(state.migrations)}): run that release, or restore a backup`
  }
}
