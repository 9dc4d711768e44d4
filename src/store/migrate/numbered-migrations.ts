import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql as text } from 'kysely'
import type { Sql } from '../database.ts'

/** One file of db/migrations: Muster's own tables, in the order of their numbers. */
export interface NumberedMigration {
  readonly number: number
  readonly name: string
  /** The release before can't work with it: written as `-- breaking` in the first line. */
  readonly isBreaking: boolean
  readonly statements: string
}

/** What the database says of a file that was applied, perhaps by a newer release. */
export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly isBreaking: boolean
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/
const FIRST_LINE = /^-- (compatible|breaking)\r?\n/

/** In the sources and in the published package alike, the folder is the nearest `db/migrations` above. */
function migrationsFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'db', 'migrations')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error('The folder db/migrations of Muster is missing')
  }
}

export async function readNumberedMigrations(
  folder: string = migrationsFolder(),
): Promise<readonly NumberedMigration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => readNumberedMigration(folder, name)))
  for (const [index, { number, name }] of migrations.entries())
    if (migrations[index - 1]?.number === number) throw new Error(`Two migrations have the number of ${name}`)
  return migrations
}

async function readNumberedMigration(folder: string, fileName: string): Promise<NumberedMigration> {
  const parts = FILE_NAME.exec(fileName)
  if (!parts) throw new Error(`${fileName}: a migration is named like 0001-core.sql`)
  const statements = await readFile(join(folder, fileName), 'utf8')
  const kind = FIRST_LINE.exec(statements)
  if (!kind) throw new Error(`${fileName}: the first line has to be "-- compatible" or "-- breaking"`)
  return { number: Number(parts[1]), name: `${parts[1]}-${parts[2]}`, isBreaking: kind[1] === 'breaking', statements }
}

export async function readApplied(sql: Sql): Promise<readonly AppliedMigration[]> {
  const { rows } = await text<AppliedMigration>`
    select number, name, breaking as "isBreaking" from _migration order by number`.execute(sql)
  return rows
}

/** Where the numbers of applied files are kept: the table that tells Muster's database from any other. */
export const CREATE_MIGRATION_TABLE = `create table _migration (
  number integer primary key,
  name text not null,
  breaking boolean not null,
  applied_at timestamptz(3) not null default now()
)`

export async function applyNumbered(sql: Sql, migration: NumberedMigration): Promise<void> {
  await text.raw(migration.statements).execute(sql)
  const { number, name, isBreaking } = migration
  await text`insert into _migration (number, name, breaking) values (${number}, ${name}, ${isBreaking})`.execute(sql)
}
