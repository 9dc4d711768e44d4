import type { Sql } from '../database.ts'
import { part, quoted, raw, run } from '../filter/fragment.ts'

/** Statements that take everything but the rows from tables, and those that give it back. */
export interface Coverings {
  readonly drop: readonly string[]
  /** Keys and indexes. */
  readonly indexes: readonly string[]
  readonly foreignKeys: readonly string[]
}

export interface Covering {
  readonly table: string
  readonly name: string
}
interface Constraint extends Covering {
  readonly type: 'p' | 'u' | 'f'
  readonly definition: string
}

/**
 * Finds the indexes and foreign keys of tables that a load is better off without: making an index at the
 * end sorts once, keeping it up costs three times as much. Those in the order of the rows that come, as
 * primary keys by id are, stay: they grow at their end, while the connection waits for rows anyway.
 *
 * @param isOrdered  whether rows come in the order of an index or key.
 */
export async function findCoverings(
  sql: Sql,
  tables: readonly string[],
  isOrdered: (covering: Covering) => boolean = () => false,
): Promise<Coverings> {
  const constraints = await run<Constraint>(
    sql,
    part`select c.relname::text as table, k.conname::text as name, k.contype as type, pg_get_constraintdef(k.oid) as definition
         from pg_constraint k join pg_class c on c.oid = k.conrelid
         where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
           and c.relname = any(${tables}::text[]) and k.contype in ('p', 'u', 'f')
         order by k.contype, c.relname, k.conname`,
  )
  const indexes = await run<Covering & { definition: string }>(
    sql,
    part`select c.relname::text as table, i.relname::text as name, pg_get_indexdef(i.oid) as definition
         from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
         where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
           and c.relname = any(${tables}::text[])
           and not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
         order by c.relname, i.relname`,
  )
  const foreign = constraints.filter((constraint) => constraint.type === 'f')
  const keys = constraints.filter((constraint) => constraint.type !== 'f' && !isOrdered(constraint))
  const others = indexes.filter((index) => !isOrdered(index))
  return {
    drop: [
      ...foreign.map(dropConstraint),
      ...others.map(({ name }) => `drop index ${quoted(name)}`),
      ...keys.map(dropConstraint),
    ],
    indexes: [...keys.map(addConstraint), ...others.map(({ definition }) => definition)],
    foreignKeys: foreign.map(addConstraint),
  }
}

export async function runEach(sql: Sql, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await run(sql, raw(statements.join(';\n')))
}

function dropConstraint({ table, name }: Constraint): string {
  return `alter table ${quoted(table)} drop constraint ${quoted(name)}`
}

function addConstraint({ table, name, definition }: Constraint): string {
  return `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`
}
