import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { anyId, anyOf, part, raw, send } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { column, linkTable } from '../filter/scope.ts'
import { threadLinksTo, threadSources } from './texts.ts'
import { FILE_MARK, threadTextsSql, TITLE_MARK } from './thread-sql.ts'

/** Makes the documents of these threads anew from the texts that they own; one that is as it was is not written. */
export function refreshThreads(sql: Sql, tracker: Tracker, schema: ClassSchema, ids: readonly number[]): void {
  if (ids.length === 0) return
  let statements = known.get(tracker)
  if (!statements) known.set(tracker, (statements = new Map()))
  let statement = statements.get(schema)
  if (!statement) statements.set(schema, (statement = refreshSql(tracker, schema, SOME_IDS)))
  send(sql, { ...statement, values: statement.values.map((value) => (value === SOME_IDS ? ids : value)) })
}

/** Who may read what is asked of every role; that costs 0.4 ms each time, so statements are composed once. */
const known = new WeakMap<Tracker, Map<ClassSchema, Fragment>>()
/** Stands for the ids in a statement that is kept. */
const SOME_IDS: readonly number[] = []

function refreshSql(tracker: Tracker, schema: ClassSchema, ids: readonly number[]): Fragment {
  const className = raw(`'${schema.name}'`)
  const texts = threadTextsSql(tracker, schema, (thread) => part`${column(thread, 'id')} = ${anyId(ids)}`)
  return part`
    with texts as materialized (${texts}),
    plain as materialized (
      select texts.thread, w.lexeme from texts, unnest(tsvector_to_array(texts.words)) w (lexeme)
      where texts.included and texts.mark <> ${raw(`'${FILE_MARK}'`)}),
    documents as (
      insert into _search_thread as d (class, node, words)
      select ${className}, thread, array_to_tsvector(array_agg(lexeme)) from (${lexemesSql()}) l group by thread
      on conflict (class, node) do update set words = excluded.words where d.words is distinct from excluded.words),
    gone as (
      delete from _search_thread d where d.class = ${className} and d.node = ${anyId(ids)}
      and not exists (select from texts where texts.thread = d.node and texts.included))
    update _search_text x set alone = not v.included
    from (select class, node, property, bool_and(included) as included from texts group by class, node, property) v
    where x.class = v.class and x.node = v.node and x.property = v.property and x.alone = v.included
      and (not v.included or not (${ownedElsewhere(tracker, schema, ids)}))`
}

/** Lexemes of the texts that go into a document, with their marks. */
function lexemesSql(): Fragment {
  const words = 'unnest(tsvector_to_array(texts.words)) w (lexeme) where texts.included'
  return raw(`
    select thread, lexeme from plain
    union all
    select texts.thread, '${TITLE_MARK}' || w.lexeme from texts, ${words} and texts.mark = '${TITLE_MARK}'
    union all
    select thread, '${FILE_MARK}' || lexeme from (
      select texts.thread, w.lexeme from texts, ${words} and texts.mark = '${FILE_MARK}'
      except select thread, lexeme from plain) f
    where exists (select from texts where texts.included and texts.mark = '${FILE_MARK}')`)
}

/** Whether a text belongs to threads that are not among these, whose documents may lack it. */
function ownedElsewhere(tracker: Tracker, schema: ClassSchema, ids: readonly number[]): Fragment {
  const classes = new Set(threadSources(tracker, schema).flatMap((source) => (source.link ? [source.schema.name] : [])))
  const owners = [...classes].flatMap((className) =>
    threadLinksTo(tracker, className).map((owner) => {
      const isMultilink = owner.link.type === 'multilink'
      const rows = isMultilink ? linkTable(owner.schema, owner.link).table : `"${owner.schema.name}"`
      const [thread, text] = isMultilink ? ['node', 'target'] : ['id', `"${owner.link.name}"`]
      const other =
        owner.schema === schema
          ? part` and ${raw(`o.${thread}`)} <> all((select ${ids}::integer[])::integer[])`
          : raw('')
      return part`(x.class = ${raw(`'${className}'`)} and exists (select from ${raw(`${rows} o where o.${text} = x.node`)}${other}))`
    }),
  )
  return anyOf(owners)
}
