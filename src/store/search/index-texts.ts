import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { indexTokens, vectorBytes } from '../../values/search-words.ts'
import type { Lexemes } from '../../values/search-words.ts'
import type { Sql } from '../database.ts'
import { anyId, join, part, quoted, raw, run, send } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { linkTable } from '../filter/scope.ts'
import { textProperties } from './texts.ts'
import type { TextProperty } from './texts.ts'
import { printVector } from './tsvector.ts'

/** Text files up to here are searched for; of messages as much as this. */
const MAX_CONTENT_BYTES = 1_000_000
/** Besides `text/…`. */
const TEXT_TYPES = ['application/json', 'application/xml', 'application/x-python']

/** Threads to which one of these nodes belongs. */
export async function threadsThatOwn(
  sql: Sql,
  thread: ClassSchema,
  link: PropertySchema,
  ids: readonly number[],
): Promise<number[]> {
  const select =
    link.type === 'link'
      ? part`select "id" as node from ${raw(quoted(thread.name))} where ${raw(quoted(link.name))} = ${anyId(ids)}`
      : part`select distinct node from ${raw(linkTable(thread, link).table)} where target = ${anyId(ids)}`
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
      : ` and (${alias}."type" like 'text/%' or ${alias}."type" in (${TEXT_TYPES.map((type) => `'${type}'`).join(', ')}))`
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
    const lexemes = indexTokens(textOf(value ?? null))
    return lexemes.size > 0 ? [{ property: name, lexemes }] : []
  })
}

const utf8 = new TextDecoder()

/** Bytes with a NUL among the first are no text, whatever their type says. */
export function textOf(value: string | Uint8Array | null): string {
  if (value === null || typeof value === 'string') return value ?? ''
  return isBinary(value) ? '' : utf8.decode(value)
}

export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1000).includes(0)
}

export function bytesOf(lexemes: Lexemes): number {
  let bytes = 0
  for (const lexeme of lexemes.keys()) bytes += vectorBytes(lexeme)
  return bytes
}

/** What of new content is searched for, by the rules of {@link textColumns}. */
export function searchableContent(schema: ClassSchema, type: unknown, bytes: Uint8Array): Uint8Array | null {
  if (schema.kind === 'message') return bytes.subarray(0, MAX_CONTENT_BYTES)
  const isText = typeof type === 'string' && (type.startsWith('text/') || TEXT_TYPES.includes(type))
  return isText && bytes.length <= MAX_CONTENT_BYTES ? bytes : null
}

/** Texts of nodes as they are stored, without those of retired ones. */
export async function readTexts(sql: Sql, schema: ClassSchema, ids: readonly number[]): Promise<readonly TextRow[]> {
  if (ids.length === 0) return []
  return run<TextRow>(
    sql,
    part`select ${textColumns(schema, 'n')} from ${raw(`${quoted(schema.name)} n`)} where n."id" = ${anyId(ids)} and not n._retired`,
  )
}

/** One text of one node, on its way to the index. */
export interface IndexedText extends TextLexemes {
  readonly className: string
  readonly id: number
}

/** Writes texts, and takes away what else was there of the nodes in `ids`, whose texts are all given. */
export function writeTexts(
  sql: Sql,
  texts: readonly IndexedText[],
  ids: readonly { readonly className: string; readonly id: number }[],
): void {
  if (texts.length + ids.length === 0) return
  const given = part`unnest(${texts.map(({ className }) => className)}::text[], ${texts.map(({ id }) => id)}::integer[],
      ${texts.map(({ property }) => property)}::text[], ${texts.map(({ lexemes }) => printVector(lexemes))}::text[],
      ${texts.map(({ lexemes }) => bytesOf(lexemes))}::integer[]) as n (class, node, property, words, bytes)`
  const insert = part`insert into _search_text as x (class, node, property, words, bytes)
    select n.class, n.node, n.property, n.words::tsvector, n.bytes from ${given}
    on conflict (class, node, property) do update set words = excluded.words, bytes = excluded.bytes
    where x.words is distinct from excluded.words`
  if (ids.length === 0) return send(sql, insert)
  send(
    sql,
    part`with gone as (
      delete from _search_text x
      using unnest(${ids.map(({ className }) => className)}::text[], ${ids.map(({ id }) => id)}::integer[]) as o (class, node)
      where x.class = o.class and x.node = o.node
      and not exists (select from ${given} where n.class = x.class and n.node = x.node and n.property = x.property))
    ${insert}`,
  )
}
