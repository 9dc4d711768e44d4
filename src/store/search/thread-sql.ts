import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import { allOf, join, part, quoted, raw } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { column, compilation, linkTable, newAlias, openScope, table } from '../filter/scope.ts'
import type { Compilation, Scope } from '../filter/scope.ts'
import { MAX_VECTOR_BYTES } from '../../values/search-words.ts'
import { nobody, openSql } from './open-sql.ts'
import { placeOf, threadSources } from './texts.ts'
import type { TextSource } from './texts.ts'

/** Marks in a thread's document: words of the title, words that only the contents of files have. */
export const TITLE_MARK = '='
export const FILE_MARK = '/'

/**
 * Rows (thread, class, node, property, words, mark, included) of every text of some threads. The texts of one thread
 * are taken in until its document is full: its own, what files are called, messages, and then the contents of files.
 *
 * @param threads  a condition on the thread's scope.
 */
export function threadTextsSql(tracker: Tracker, schema: ClassSchema, threads: (scope: Scope) => Fragment): Fragment {
  const compiled = compilation(tracker, nobody)
  const selects = threadSources(tracker, schema).flatMap((source) => sourceSql(compiled, schema, source, threads))
  return part`
    select s.*, s.open and sum(s.bytes) filter (where s.open)
      over (partition by s.thread order by s.place, s.node rows unbounded preceding) < ${raw(String(MAX_VECTOR_BYTES))} as included
    from (${join(selects, ' union all ')}) s`
}

function sourceSql(
  compiled: Compilation,
  schema: ClassSchema,
  source: TextSource,
  threads: (scope: Scope) => Fragment,
): Fragment[] {
  const thread = openScope(compiled, schema.name)
  const text = source.link === null ? thread : openScope(compiled, source.schema.name)
  const words = newAlias(compiled)
  const from = [table(thread)]
  if (source.link) from.push(...linkJoins(thread, source, text))
  from.push(
    part`join _search_text ${raw(words)} on ${raw(`${words}.class = '${text.schema.name}' and ${words}.node = ${text.alias}.${quoted('id')}`)}`,
  )
  return source.texts.map(({ name, rank }) => {
    const open = openSql(compiled.tracker, thread, source.link?.name ?? null, text, name)
    const mark = { title: TITLE_MARK, text: '', file: FILE_MARK }[rank]
    const place = placeOf({ rank, property: name })
    return part`select ${column(thread, 'id')} as thread, ${raw(`${words}.class, ${words}.node, ${words}.property, ${words}.words, ${words}.bytes, ${words}.alone`)},
      ${raw(`'${mark}'::text as mark, ${place} as place`)}, ${allOf([raw(`not ${thread.alias}._retired`), open])} as open
      from ${join(from, ' ')} where ${raw(`${words}.property = '${name}'`)} and ${threads(thread)}`
  })
}

function linkJoins(thread: Scope, { link }: TextSource, text: Scope): Fragment[] {
  if (link!.type === 'link') return [part`join ${table(text)} on ${column(text, 'id')} = ${column(thread, link!.name)}`]
  const rows = linkTable(thread.schema, link!)
  const alias = newAlias(thread.compilation)
  return [
    raw(`join ${rows.table} ${alias} on ${alias}.node = ${thread.alias}."id"`),
    part`join ${table(text)} on ${raw(`${text.alias}."id" = ${alias}.target`)}`,
  ]
}
