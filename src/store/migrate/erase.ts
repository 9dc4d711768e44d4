import { sql as text } from 'kysely'
import { TrackerError } from '../../errors.ts'
import type { Database, Sql } from '../database.ts'
import { readBuiltSchema } from './built-schema.ts'
import { JOB_SCHEMA } from './job-schema.ts'
import { listed } from './plan-migration.ts'
import { givingWay, waitForTurn } from './migrate.ts'
import { productionSince } from './production-mark.ts'
import { quoteName } from './table-shape.ts'

/** What an erase would take away. */
export interface Contents {
  readonly database: string
  /** Nodes of every class, retired ones too. */
  readonly nodes: number
  readonly classes: readonly { readonly name: string; readonly nodes: number }[]
}

/** What the operator has to know about the database to be allowed to erase it. */
export interface Confirmation {
  readonly database: string
  readonly nodes: number
}

/**
 * Drops all tables of Muster in the schema, all or nothing, if the database has that name and holds so many nodes at
 * this moment: who erases the wrong one, or one that is in use, has told one of them wrong.
 *
 * @returns what is gone.
 * @throws {TrackerError} rejected or forbidden, with nothing changed.
 */
export async function erase(database: Database, confirmed: Confirmation): Promise<Contents> {
  return givingWay(() => database.transaction((sql) => eraseConfirmed(sql, confirmed)))
}

async function eraseConfirmed(sql: Sql, confirmed: Confirmation): Promise<Contents> {
  await waitForTurn(sql)
  const tables = await erasableTables(sql)
  await text.raw(`lock table ${tables.map(quoteName).join(', ')} in access exclusive mode`).execute(sql)
  const contents = await readContents(sql)
  refuseUnlessConfirmed(contents, confirmed)
  await text.raw(dropStatements(tables)).execute(sql)
  // Also in the log of PostgreSQL, which whoever runs this may not be able to change.
  await text
    .raw(
      `do $$ begin raise log 'muster erase: % nodes of the database % are gone', ${contents.nodes}, current_database(); end $$`,
    )
    .execute(sql)
  return contents
}

/** @throws {TrackerError} where there is nothing of Muster's to be erased, or it must not be. */
export async function readErasable(sql: Sql): Promise<Contents> {
  await erasableTables(sql)
  return readContents(sql)
}

async function readContents(sql: Sql): Promise<Contents> {
  const { schema } = await readBuiltSchema(sql)
  const names = Object.keys(schema.classes)
  const counts = names.map((name) => `select '${name}' as name, count(*)::integer as nodes from ${quoteName(name)}`)
  const { rows } = await text
    .raw<{ name: string; nodes: number }>(`${counts.join(' union all ')} order by 2 desc, 1`)
    .execute(sql)
  const { rows: own } = await text<{ database: string }>`select current_database()::text as database`.execute(sql)
  return { database: own[0]!.database, nodes: rows.reduce((sum, { nodes }) => sum + nodes, 0), classes: rows }
}

function refuseUnlessConfirmed(contents: Contents, { database, nodes }: Confirmation): void {
  if (database !== contents.database)
    throw new TrackerError('rejected', `This is the database ${contents.database}, not ${database}; nothing was erased`)
  if (nodes !== contents.nodes)
    throw new TrackerError(
      'rejected',
      `The database ${database} holds ${contents.nodes} nodes, not ${nodes}; nothing was erased`,
    )
}

interface Relation {
  readonly name: string
  readonly kind: string
  readonly isOwn: boolean
}

/** Those of Muster, sure that there is nothing else in the schema. */
async function erasableTables(sql: Sql): Promise<readonly string[]> {
  const { rows } = await text<Relation>`
    select c.relname::text as name, c.relkind::text as kind, pg_has_role(c.relowner, 'usage') as "isOwn"
    from pg_class c
    where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`.execute(sql)
  const names = new Set(rows.map(({ name }) => name))
  if (!names.has('_migration') || !names.has('_schema'))
    throw new TrackerError('rejected', 'There is no tracker of Muster in this database')
  await refuseProduction(sql, names)
  const { schema } = await readBuiltSchema(sql)
  const foreign = rows.filter((relation) => !isOfMuster(relation, schema.classes)).map(({ name }) => name)
  if (foreign.length > 0)
    throw new TrackerError('rejected', `The schema holds what is not Muster's (${listed(foreign)}); nothing was erased`)
  const others = rows.filter(({ isOwn }) => !isOwn).map(({ name }) => name)
  if (others.length > 0)
    throw new TrackerError('forbidden', `This role does not own ${listed(others)}; only their owner may erase them`)
  return rows.map(({ name }) => name)
}

async function refuseProduction(sql: Sql, names: ReadonlySet<string>): Promise<void> {
  const since = names.has('_production') ? await productionSince(sql) : null
  if (!since) return
  throw new TrackerError(
    'forbidden',
    `This database is marked as production since ${since.toISOString()}: Muster does not erase it. ` +
      'If nobody relies on it any more, its owner may take the mark away: delete from _production',
  )
}

function isOfMuster({ name, kind }: Relation, classes: Readonly<Record<string, unknown>>): boolean {
  return (kind === 'r' || kind === 'p') && (name.startsWith('_') || Object.hasOwn(classes, name.split('.')[0]!))
}

/** Functions and sequences of ours begin with `_`. Jobs of a tracker that is gone are nobody's either. */
function dropStatements(tables: readonly string[]): string {
  const everyJobTable = `
    for it in select format('truncate %I.%I cascade', n.nspname, c.relname) as command
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = '${JOB_SCHEMA}' and c.relkind in ('r', 'p') and c.relname in ('job', 'queue', 'schedule', 'subscription')
    loop execute it.command; end loop;`
  return `drop table ${tables.map(quoteName).join(', ')} cascade;
    do $$ declare it record; begin
      for it in select p.oid::regprocedure::text as name from pg_proc p
        where p.pronamespace = (select oid from pg_namespace where nspname = current_schema()) and p.proname like '\\_%'
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
      loop execute 'drop function ' || it.name || ' cascade'; end loop;
      for it in select c.relname as name from pg_class c
        where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
          and c.relkind = 'S' and c.relname like '\\_%'
      loop execute format('drop sequence %I', it.name); end loop;
      ${everyJobTable}
    end $$`
}
