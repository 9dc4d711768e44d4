import { TrackerError } from '../../errors.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { clientOf } from '../database.ts'
import { part, quoted, raw, run } from '../filter/fragment.ts'
import { idSequence } from '../migrate/tables.ts'
import type { Covering } from './bare-tables.ts'
import { findCoverings, runEach } from './bare-tables.ts'
import { CopyWriter } from './copy-writer.ts'
import { CONTENT, loadTables } from './load-tables.ts'
import { recordOrigin, refusalOfContents } from './origin.ts'

/** What `feed` has written when it is done. */
export interface Fed {
  /** Of each class, the id after which it goes on counting; 0 where it begins. */
  readonly lastIds: ReadonlyMap<string, number>
  /** Of the last entry of the journal. */
  readonly sequence: number
}

export interface ReplaceOptions {
  /** Hands rows over, see {@link CopyWriter}; what it throws rolls everything back. */
  readonly feed: (write: (table: number, bytes: Uint8Array) => Promise<void>) => Promise<Fed>
  /** Makes the search index, in the same transaction. */
  readonly reindex?: (sql: Sql) => Promise<void>
  /** Told what begins. */
  readonly onStep?: (step: 'emptying' | 'loading' | 'indexing' | 'linking' | 'search') => void
}

/**
 * Replaces everything in a tracker by what `feed` writes, if nobody has worked in the tracker yet. All of
 * it happens in the transaction that is given, which has to end in failure when this does.
 *
 * @throws {TrackerError} rejected, when the tracker is in use.
 */
export async function replaceContents(sql: Sql, tracker: Tracker, options: ReplaceOptions): Promise<void> {
  const step = options.onStep ?? (() => undefined)
  await prepare(sql)
  step('emptying')
  const tables = loadTables(tracker.classes.values())
  const coverings = await findCoverings(
    sql,
    tables.map((table) => table.name),
    isOrdered,
  )
  await emptyTracker(sql)
  await runEach(sql, coverings.drop)

  step('loading')
  const writer = new CopyWriter(await clientOf(sql), tables)
  const fed = await feedOrAbort(writer, options.feed)

  step('indexing')
  await dropRepeatedContent(sql)
  await runEach(sql, coverings.indexes)
  step('linking')
  await runEach(sql, coverings.foreignKeys)
  await setCounters(sql, tracker, fed)
  await recordOrigin(sql, 'imported')
  await runEach(
    sql,
    tables.map((table) => `analyze ${quoted(table.name)}`),
  )

  step('search')
  await options.reindex?.(sql)
}

/** Nodes come by ascending id, each with its links and its history; contents come by hash, which is no order. */
function isOrdered({ table, name }: Covering): boolean {
  return name === '_journal_node' || name === '_journal_pkey' || (name === `_${table}.id` && table !== CONTENT.name)
}

async function feedOrAbort(writer: CopyWriter, feed: ReplaceOptions['feed']): Promise<Fed> {
  try {
    const fed = await feed((table, bytes) => writer.write(table, bytes))
    await writer.finish()
    return fed
  } catch (error) {
    await writer.abort()
    throw error
  }
}

async function prepare(sql: Sql): Promise<void> {
  // One load at a time, and none beside a migration; the sorts of indexes may use memory.
  await runEach(sql, [
    'set local statement_timeout = 0',
    "select pg_advisory_xact_lock(hashtextextended('muster migrate ' || current_schema(), 0))",
    "set local lock_timeout = '30s'",
    "set local maintenance_work_mem = '128MB'",
    "set local work_mem = '64MB'",
  ])
  const refusal = await refusalOfContents(sql)
  if (refusal !== null) throw new TrackerError('rejected', refusal)
}

/** Tables that say what the database is, not what the tracker holds. */
const OF_THE_DATABASE = ['_schema', '_migration', '_origin', '_throttle', '_production']

async function emptyTracker(sql: Sql): Promise<void> {
  const rows = await run<{ name: string }>(
    sql,
    part`select c.relname::text as name from pg_class c
         where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
           and c.relkind in ('r', 'p') and c.relname <> all(${OF_THE_DATABASE}::text[])
           and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`,
  )
  await run(sql, raw(`truncate ${rows.map(({ name }) => quoted(name)).join(', ')}`))
}

/** Content is kept once however often it comes; the first row of a hash stays. */
async function dropRepeatedContent(sql: Sql): Promise<void> {
  await run(
    sql,
    part`delete from _content c using (
           select row, row_number() over (partition by hash order by row) as position
           from (select ctid as row, hash from _content) rows
         ) ranked
         where c.ctid = ranked.row and ranked.position > 1`,
  )
}

async function setCounters(sql: Sql, tracker: Tracker, fed: Fed): Promise<void> {
  for (const className of tracker.classes.keys()) {
    const last = fed.lastIds.get(className) ?? 0
    await run(sql, part`select setval(${quoted(idSequence(className))}::regclass, ${Math.max(last, 1)}, ${last > 0})`)
  }
  await run(
    sql,
    part`select setval(pg_get_serial_sequence('_journal', 'sequence'), ${Math.max(fed.sequence, 1)}, ${fed.sequence > 0})`,
  )
}
