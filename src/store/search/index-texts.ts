import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import { indexTokens, vectorBytes } from '../../values/search-words.ts'
import type { Lexemes } from '../../values/search-words.ts'
import type { Sql } from '../database.ts'
import { anyId, join, part, quoted, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { linkTable } from '../filter/scope.ts'
import { refreshThreads } from './refresh-threads.ts'
import { isThreadClass, textProperties, threadLinksTo } from './texts.ts'
import type { TextProperty } from './texts.ts'
import { printVector } from './tsvector.ts'

/** Text files up to here are searched for; of messages as much as this. */
const MAX_CONTENT_BYTES = 1_000_000

/**
 * Brings the search up to date with these nodes, after they were created, changed, retired or restored and in the
 * same transaction: their own texts, and the documents of the threads that own them.
 */
export async function indexTexts(sql: Sql, tracker: Tracker, className: string, ids: readonly number[]): Promise<void> {
  const schema = tracker.classes.get(className)!
  const texts = textProperties(schema)
  if (texts.length === 0 || ids.length === 0) return
  await writeTexts(sql, schema, ids)
  if (isThreadClass(schema)) await refreshThreads(sql, tracker, schema, ids)
  for (const { schema: thread, link } of threadLinksTo(tracker, className))
    await refreshThreads(sql, tracker, thread, await threadsThatOwn(sql, thread, link.name, link.type === 'link', ids))
}

async function threadsThatOwn(
  sql: Sql,
  thread: ClassSchema,
  link: string,
  isLink: boolean,
  ids: readonly number[],
): Promise<number[]> {
  const select = isLink
    ? part`select "id" as node from ${raw(quoted(thread.name))} where ${raw(quoted(link))} = ${anyId(ids)}`
    : part`select distinct node from ${raw(linkTable(thread, thread.properties.get(link)!).table)} where target = ${anyId(ids)}`
  return (await run<{ node: number }>(sql, select)).map(({ node }) => node)
}

/** A node's texts as they are read for the index. */
export type TextRow = Readonly<Record<string, string | Uint8Array | null>> & { readonly id: number }

/** Selects what {@link lexemesOf} reads: `t0`, `t1`, … for the texts, content as bytes where it is text. */
export function textColumns(schema: ClassSchema, alias: string): Fragment {
  const columns = textProperties(schema).map(({ name }, index) =>
    name === 'content'
      ? part`${contentColumn(schema, alias)} as ${raw(`t${index}`)}`
      : raw(`${alias}.${quoted(name)} as t${index}`),
  )
  return join([raw(`${alias}."id"`), ...columns], ', ')
}

/** Messages are text whatever they are called; a file is one when its type says so. */
function contentColumn(schema: ClassSchema, alias: string): Fragment {
  const isText =
    schema.kind === 'message'
      ? ''
      : ` and (${alias}."type" like 'text/%' or ${alias}."type" in ('application/json', 'application/xml', 'application/x-python'))`
  const size = schema.kind === 'message' ? '' : ` and octet_length(c.bytes) <= ${MAX_CONTENT_BYTES}`
  return raw(
    `(select substring(c.bytes from 1 for ${MAX_CONTENT_BYTES}) from _content c where c.hash = ${alias}._content${isText}${size})`,
  )
}

export interface TextLexemes {
  readonly property: string
  readonly lexemes: Lexemes
}

/** The texts of a node that hold any words. */
export function lexemesOf(texts: readonly TextProperty[], row: TextRow): readonly TextLexemes[] {
  return texts.flatMap(({ name }, index) => {
    const value = (row as Readonly<Record<string, string | Uint8Array | null>>)[`t${index}`]
    const text = typeof value === 'string' ? value : value ? decode(value) : ''
    const lexemes = indexTokens(text)
    return lexemes.size > 0 ? [{ property: name, lexemes }] : []
  })
}

const utf8 = new TextDecoder()

/** Bytes with a NUL among the first are no text, whatever their type says. */
function decode(bytes: Uint8Array): string {
  return bytes.subarray(0, 1000).includes(0) ? '' : utf8.decode(bytes)
}

export function bytesOf(lexemes: Lexemes): number {
  let bytes = 0
  for (const lexeme of lexemes.keys()) bytes += vectorBytes(lexeme)
  return bytes
}

async function writeTexts(sql: Sql, schema: ClassSchema, ids: readonly number[]): Promise<void> {
  const alias = 'n'
  const rows = await run<TextRow>(
    sql,
    part`select ${textColumns(schema, alias)} from ${raw(`${quoted(schema.name)} ${alias}`)} where ${raw(alias)}."id" = ${anyId(ids)} and not ${raw(alias)}._retired`,
  )
  const texts = rows.flatMap((row) => lexemesOf(textProperties(schema), row).map((text) => ({ id: row.id, ...text })))
  const nodes = texts.map(({ id }) => id)
  const properties = texts.map(({ property }) => property)
  await run(
    sql,
    part`
    with new as (
      select * from unnest(${nodes}::integer[], ${properties}::text[], ${texts.map(({ lexemes }) => printVector(lexemes))}::text[],
        ${texts.map(({ lexemes }) => bytesOf(lexemes))}::integer[]) as n (node, property, words, bytes)),
    gone as (
      delete from _search_text x where x.class = ${schema.name} and x.node = ${anyId(ids)}
      and not exists (select from new where new.node = x.node and new.property = x.property))
    insert into _search_text as x (class, node, property, words, bytes)
    select ${schema.name}, node, property, words::tsvector, bytes from new
    on conflict (class, node, property) do update set words = excluded.words, bytes = excluded.bytes
    where x.words is distinct from excluded.words`,
  )
}
