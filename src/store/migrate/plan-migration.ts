import { sql as text } from 'kysely'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import type { Built } from './built-schema.ts'
import { builtSchemaOf, NOTHING_BUILT, readBuiltSchema } from './built-schema.ts'
import type { Catalogue } from './catalogue.ts'
import { readCatalogue } from './catalogue.ts'
import { compareSchemas } from './compare-schemas.ts'
import { compareTables } from './compare-tables.ts'
import { dropLeftovers, mergeLeftovers } from './drop-leftovers.ts'
import { jobSchemaState } from './job-schema.ts'
import type { NumberedMigration } from './numbered-migrations.ts'
import { readApplied, readNumberedMigrations } from './numbered-migrations.ts'
import type { Plan } from './plan.ts'
import { keyIndexName, tablesOf } from './tables.ts'

export interface PlanOptions {
  /** `class` or `class.property`, no longer in the schema, to be dropped with all values. */
  readonly drop?: readonly string[]
}

/** What has to be done for the database to fit the tracker and this release. Changes nothing. */
export async function planMigration(sql: Sql, tracker: Tracker, options: PlanOptions = {}): Promise<Plan> {
  const catalogue = await readCatalogue(sql)
  const applied = catalogue.tables.has('_migration') ? await readApplied(sql) : []
  const numbers = new Set(applied.map((migration) => migration.number))
  const migrations = (await readNumberedMigrations()).filter((migration) => !numbers.has(migration.number))
  const before = catalogue.tables.has('_schema') ? await readBuiltSchema(sql) : NOTHING_BUILT
  const difference = compare(catalogue, before, tracker, options.drop ?? [])
  return {
    migrations,
    jobSchema: await jobSchemaState(sql),
    ...difference,
    needsReindex: difference.needsReindex || (before.tracker !== null && migrations.some(isAboutSearch)),
    refusals: [...difference.refusals, ...(await repeatedKeys(sql, tracker, catalogue))],
  }
}

/** Files that make the search index anew are named after it; nothing is in it afterwards. */
function isAboutSearch({ name }: NumberedMigration): boolean {
  return name.includes('search')
}

type Difference = Omit<Plan, 'migrations' | 'jobSchema'>

function compare(catalogue: Catalogue, before: Built, tracker: Tracker, drop: readonly string[]): Difference {
  const wanted = builtSchemaOf(tracker)
  const schemas = compareSchemas(before.schema, wanted)
  const tables = compareTables(tablesOf(tracker), catalogue, before.schema)
  const drops = dropLeftovers(drop, schemas.leftovers, before.schema)
  const kept = schemas.leftovers.filter((name) => !drop.includes(name))
  return {
    steps: [...tables.steps, ...schemas.steps, ...drops.steps],
    refusals: [
      ...new Set([...otherTracker(before, tracker, kept), ...schemas.refusals, ...tables.refusals, ...drops.refusals]),
    ],
    leftovers: kept,
    built: mergeLeftovers(wanted, before.schema, kept),
    needsReindex: schemas.needsReindex,
  }
}

/** A tracker's folder may be renamed; but a mistyped MUSTER_TRACKER must not mix two trackers in one database. */
function otherTracker(before: Built, tracker: Tracker, kept: readonly string[]): string[] {
  if (before.tracker === null || before.tracker === tracker.name) return []
  if (kept.length === 0) return []
  return [
    `The database was made for the tracker ${before.tracker}, and ${tracker.name} lacks its ${listed(kept)}: ` +
      'check MUSTER_TRACKER; if it is the same tracker under another name, drop these by name',
  ]
}

/** At most five of them, for a sentence. */
export function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

/** A new key on old nodes: PostgreSQL would refuse the index, without saying which nodes to look at. */
async function repeatedKeys(sql: Sql, tracker: Tracker, catalogue: Catalogue): Promise<string[]> {
  const refusals: string[] = []
  for (const { name, key } of tracker.classes.values()) {
    const table = catalogue.tables.get(name)
    if (key === null || !table?.columns.has(key) || table.indexes.has(keyIndexName(name, key))) continue
    const { rows } = await text<{ value: string; ids: number[] }>`
      select ${text.ref(key)}::text as value, (array_agg(id order by id))[1:5] as ids
      from ${text.table(name)} where not _retired and ${text.ref(key)} is not null
      group by ${text.ref(key)} having count(*) > 1 order by 1 limit 3`.execute(sql)
    refusals.push(
      ...rows.map(
        ({ value, ids }) =>
          `${name}.${key} can't be the key: "${value}" is that of ${ids.map((id) => `${name}${id}`).join(', ')}; change or retire all but one`,
      ),
    )
  }
  return refusals
}
