import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { clientOf } from '../database.ts'
import { part, quoted, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { findCoverings, runEach } from '../load/bare-tables.ts'
import { CopyWriter } from '../load/copy-writer.ts'
import { IndexRows, INDEX_TABLES } from './index-rows.ts'
import type { OwnedText } from './index-rows.ts'
import type { TextRow } from './index-texts.ts'
import { looseTextsSql, ownedTextsSql } from './reindex-sql.ts'
import { isThreadClass, textProperties, threadSources } from './texts.ts'
import type { TextSource } from './texts.ts'
import { TextVectors } from './text-vectors.ts'

/** Ids at a time: with eight messages to a thread some megabytes of text. */
const THREADS = 300
const NODES = 2_000
/** Texts after which the event loop gets its turn, so that the socket is served. */
const TURN = 50

/**
 * The tree in which GIN gathers words is quickest while it fits the processor's cache: 512 MB take a third longer. From
 * 18 on PostgreSQL builds it in several processes and gives each a share, if that is 32 MB at least; tables that are
 * short because their words are stored outside would not do without the second setting. Two workers take half the time.
 */
/* What begins with `select` would be prepared, and can't be one of several statements then. */
const GIN_SETTINGS = [
  'set local min_parallel_table_scan_size = 0',
  `select set_config('maintenance_work_mem', case
     when current_setting('server_version_num')::integer >= 180000 and current_setting('max_parallel_maintenance_workers')::integer > 0
     then '128MB' else '32MB' end, true)`,
]

/**
 * Makes the whole index anew, in the transaction given or one of its own. PostgreSQL takes in one batch and reads the
 * next while this process cuts a third into words, so both work all the time; indexes are made at the end.
 */
export async function reindexAll(sql: Sql, tracker: Tracker): Promise<void> {
  if (!sql.isTransaction) return sql.transaction().execute((transaction) => reindexAll(transaction, tracker))
  await runEach(sql, ['set local statement_timeout = 0'])
  const coverings = await findCoverings(
    sql,
    INDEX_TABLES.map(({ name }) => name),
  )
  await runEach(sql, ['truncate _search_text, _search_thread', ...coverings.drop])

  const writer = new CopyWriter(await clientOf(sql), INDEX_TABLES)
  const vectors = new TextVectors()
  const rows = new IndexRows(writer, vectors)
  const indexing: Indexing = { sql, tracker, rows, vectors }
  const classes = [...tracker.classes.values()].filter((schema) => textProperties(schema).length > 0)
  for (const schema of classes.filter(isThreadClass)) await indexThreads(indexing, schema)
  for (const schema of classes) if (!isThreadClass(schema)) await indexLooseTexts(indexing, schema)
  await rows.finish()
  await runEach(sql, [
    ...GIN_SETTINGS,
    ...coverings.indexes,
    ...INDEX_TABLES.map(({ name }) => `analyze ${quoted(name)}`),
  ])
}

interface Indexing {
  readonly sql: Sql
  readonly tracker: Tracker
  readonly rows: IndexRows
  readonly vectors: TextVectors
}

async function indexThreads(indexing: Indexing, schema: ClassSchema): Promise<void> {
  const { sql, tracker, rows, vectors } = indexing
  const sources = threadSources(tracker, schema)
  const read = async (range: IdRange): Promise<readonly (readonly SourceRow[])[]> => {
    const answers: (readonly SourceRow[])[] = []
    for (const source of sources) answers.push(await run<SourceRow>(sql, ownedTextsSql(tracker, schema, source, range)))
    return answers
  }
  await eachBatch(indexing, schema, THREADS, read, async (answers) => {
    const texts: OwnedText[] = []
    for (const [index, source] of sources.entries()) texts.push(...(await cut(source, answers[index]!, vectors)))
    rows.threads(schema.name, texts)
  })
}

async function indexLooseTexts(indexing: Indexing, schema: ClassSchema): Promise<void> {
  const { sql, tracker, rows, vectors } = indexing
  const texts = textProperties(schema)
  const read = (range: IdRange): Promise<readonly TextRow[]> => run<TextRow>(sql, looseTextsSql(tracker, schema, range))
  await eachBatch(indexing, schema, NODES, read, async (found) => {
    for (const [index, row] of found.entries()) {
      if (index % TURN === 0) await yieldToLoop()
      for (const [place, { name }] of texts.entries()) {
        const vector = vectors.add(textAt(row, place))
        if (vector) rows.text(schema.name, row.id, name, vector, true)
      }
    }
  })
}

interface IdRange {
  readonly from: number
  readonly to: number
}
type SourceRow = TextRow & { readonly thread: number; readonly owners: number }

async function cut(
  { schema, texts }: TextSource,
  found: readonly SourceRow[],
  vectors: TextVectors,
): Promise<OwnedText[]> {
  const owned: OwnedText[] = []
  for (const [index, row] of found.entries()) {
    if (index % TURN === 0) await yieldToLoop()
    const flags = row as Readonly<Record<string, unknown>>
    for (const [place, { name, rank }] of texts.entries()) {
      const vector = vectors.add(textAt(row, place))
      if (!vector) continue
      owned.push({
        ...vector,
        property: name,
        thread: row.thread,
        className: schema.name,
        node: row.id,
        rank,
        open: flags[`o${place}`] === true,
        owners: row.owners,
      })
    }
  }
  return owned
}

function textAt(row: TextRow, place: number): string | Uint8Array | null {
  return (row as Readonly<Record<string, string | Uint8Array | null>>)[`t${place}`] ?? null
}

/** Reads a batch ahead of the one that is worked on, while rows of the one before it are taken in. */
async function eachBatch<T>(
  { sql, rows, vectors }: Indexing,
  schema: ClassSchema,
  size: number,
  read: (range: IdRange) => Promise<T>,
  work: (answer: T) => Promise<void>,
): Promise<void> {
  const starts = await batchStarts(sql, schema, size)
  let next = starts.length > 0 ? read(rangeAt(starts, 0)) : null
  for (const index of starts.keys()) {
    const answer = await next!
    next = index + 1 < starts.length ? read(rangeAt(starts, index + 1)) : null
    next?.catch(() => undefined)
    vectors.clear()
    await work(answer)
    await rows.send()
  }
  await rows.finish()
}

/** Every so manyth id, so that gaps of any size cost nothing. */
async function batchStarts(sql: Sql, schema: ClassSchema, size: number): Promise<number[]> {
  const every = await run<{ id: number }>(
    sql,
    part`select id from (select "id" as id, row_number() over (order by "id") as n from ${tableOf(schema)}) s where n % ${size}::integer = 1 or ${size}::integer = 1 order by id`,
  )
  return every.map(({ id }) => id)
}

function tableOf({ name }: ClassSchema): Fragment {
  return raw(quoted(name))
}

function rangeAt(starts: readonly number[], index: number): IdRange {
  return { from: starts[index]!, to: (starts[index + 1] ?? 2 ** 31) - 1 }
}
