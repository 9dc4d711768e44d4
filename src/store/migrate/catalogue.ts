import { sql as text } from 'kysely'
import type { Sql } from '../database.ts'

/** What is really in the database's schema, as far as migrations care. */
export interface Catalogue {
  readonly schema: string
  /** Tables, by name. */
  readonly tables: ReadonlyMap<string, CatalogueTable>
  readonly sequences: ReadonlySet<string>
  /** Views and the like, and anything else of other people. */
  readonly others: readonly string[]
}

export interface CatalogueTable {
  /** Type of every column, as PostgreSQL prints it. */
  readonly columns: ReadonlyMap<string, string>
  readonly indexes: ReadonlySet<string>
  readonly foreignKeys: ReadonlySet<string>
}

interface TableRow {
  readonly name: string
  readonly columns: Record<string, string>
  readonly indexes: readonly string[]
  readonly foreignKeys: readonly string[]
}

/** Reads the first schema of the search path, without what belongs to extensions. */
export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const relations = await readRelations(sql)
  const tables = await readTables(sql)
  return {
    schema: relations.schema,
    tables: new Map(tables.map((table) => [table.name, fromRow(table)])),
    sequences: new Set(relations.sequences),
    others: relations.others,
  }
}

function fromRow(row: TableRow): CatalogueTable {
  return {
    columns: new Map(Object.entries(row.columns)),
    indexes: new Set(row.indexes),
    foreignKeys: new Set(row.foreignKeys),
  }
}

/* A sequence that a serial or identity column owns goes with its table and is not listed. */
async function readRelations(sql: Sql): Promise<{ schema: string; sequences: string[]; others: string[] }> {
  const { rows } = await text<{ schema: string; sequences: string[]; others: string[] }>`
    select current_schema() as schema,
      coalesce(array_agg(c.relname::text order by c.relname) filter (where c.relkind = 'S'), '{}') as sequences,
      coalesce(array_agg(c.relname::text order by c.relname) filter (where c.relkind in ('v', 'm', 'f')), '{}') as others
    from pg_class c
    where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'a', 'i'))`.execute(sql)
  return rows[0]!
}

async function readTables(sql: Sql): Promise<TableRow[]> {
  const { rows } = await text<TableRow>`
    select c.relname::text as name,
      coalesce((select jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod))
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}') as columns,
      array(select i.relname::text from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = c.oid and x.indisvalid) as indexes,
      array(select k.conname::text from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys"
    from pg_class c
    where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and c.relkind in ('r', 'p')
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`.execute(sql)
  return rows
}
