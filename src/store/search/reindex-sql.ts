import type { ClassSchema, PropertySchema, Tracker } from '../../schema/tracker.ts'
import { allOf, join, part, raw } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { column, compilation, newAlias, openScope, table } from '../filter/scope.ts'
import type { Scope } from '../filter/scope.ts'
import { textColumns } from './index-texts.ts'
import { nobody, openSql } from './open-sql.ts'
import { ownerTable } from './readable-texts.ts'
import { threadLinksTo } from './texts.ts'
import type { TextSource } from './texts.ts'

/** Ids of a class from one on up to another. */
export interface IdRange {
  readonly from: number
  readonly to: number
}

/**
 * Texts of one source of some threads: `thread`, `id`, the texts as `t0` …, whether each is open as `o0` …, and how
 * many live threads own the node as `owners`, 2 for several.
 */
export function ownedTextsSql(tracker: Tracker, schema: ClassSchema, source: TextSource, range: IdRange): Fragment {
  const compiled = compilation(tracker, nobody)
  const thread = openScope(compiled, schema.name)
  const text = source.link === null ? thread : openScope(compiled, source.schema.name)
  const open = source.texts.map(({ name }, index) => {
    const isOpen = openSql(tracker, thread, source.link?.name ?? null, text, name)
    return part`${isOpen} as ${raw(`o${index}`)}`
  })
  const owners = source.link === null ? raw('1') : part`(${ownersSql(tracker, source.schema, text)})`
  const from = [table(thread)]
  if (source.link) from.push(...ownedJoins(schema, source.link, thread, text))
  const where = allOf([inRange(thread, range), raw(`not ${thread.alias}._retired and not ${text.alias}._retired`)])
  return part`
    select ${column(thread, 'id')} as thread, ${textColumns(source.schema, text.alias)}, ${join(open, ', ')}, ${owners}::integer as owners
    from ${join(from, ' ')} where ${where}`
}

function ownedJoins(schema: ClassSchema, link: PropertySchema, thread: Scope, text: Scope): Fragment[] {
  const { table: rows, near, far } = ownerTable(schema, link)
  const alias = newAlias(thread.compilation)
  return [
    raw(`join ${rows} ${alias} on ${alias}.${near} = ${thread.alias}."id"`),
    part`join ${table(text)} on ${column(text, 'id')} = ${raw(`${alias}.${far}`)}`,
  ]
}

/** How many live threads, of whatever class, own a node; 2 for several. */
function ownersSql(tracker: Tracker, schema: ClassSchema, text: Scope): Fragment {
  const owned = threadLinksTo(tracker, schema.name).map(({ schema: threadClass, link }) => {
    const { table: rows, near, far } = ownerTable(threadClass, link)
    const owner = openScope(text.compilation, threadClass.name)
    const alias = newAlias(text.compilation)
    return part`select from ${raw(`${rows} ${alias}`)} join ${table(owner)} on ${raw(`${owner.alias}."id" = ${alias}.${near} and not ${owner.alias}._retired`)}
      where ${raw(`${alias}.${far}`)} = ${column(text, 'id')}`
  })
  return part`select count(*) from (${join(owned, ' union all ')} limit 2) o`
}

/** Live nodes that no live thread owns, with their texts. */
export function looseTextsSql(tracker: Tracker, schema: ClassSchema, range: IdRange): Fragment {
  const text = openScope(compilation(tracker, nobody), schema.name)
  const conditions = [inRange(text, range), raw(`not ${text.alias}._retired`)]
  if (threadLinksTo(tracker, schema.name).length > 0) conditions.push(part`(${ownersSql(tracker, schema, text)}) = 0`)
  return part`select ${textColumns(schema, text.alias)} from ${table(text)} where ${allOf(conditions)}`
}

function inRange(scope: Scope, { from, to }: IdRange): Fragment {
  return part`${column(scope, 'id')} between ${from}::integer and ${to}::integer`
}
