import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { predicateSql, visibleRows } from '../filter/condition-sql.ts'
import { allOf, anyOf, FALSE, join, part, quoted, raw, TRUE } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { column, newAlias, openScope, table } from '../filter/scope.ts'
import type { Compilation, Scope } from '../filter/scope.ts'
import type { Within } from './term-query.ts'
import { isThreadClass, textProperties, threadSources } from './texts.ts'
import type { TextProperty, TextSource } from './texts.ts'

/** Where rows say which thread owns which text: a multilink's table, or the thread's own for a link. */
export function ownerTable(
  thread: ClassSchema,
  link: PropertySchema,
): { readonly table: string; readonly near: string; readonly far: string } {
  if (link.type === 'link') return { table: quoted(thread.name), near: '"id"', far: quoted(link.name) }
  return { table: quoted(`${thread.name}.${link.name}`), near: 'node', far: 'target' }
}

/** What to select of the texts that a reader may read. */
export interface TextSelect {
  readonly within: Within
  /** Terms after the owner's id, which is `node`; the text's row is `x`. */
  readonly terms: Fragment
  /** A table like `_search_text`. */
  readonly from: Fragment
  readonly condition: Fragment
  /** Only texts of this node; of all where it is absent. */
  readonly owner?: Fragment
  /** One text is enough: of a source with one property only the first node's. The rest of them are not looked at. */
  readonly first?: boolean
}

/** Selects of texts with the node that owns them: itself, and for a thread what it links to. None that can be empty. */
export function readableTexts(compiled: Compilation, schema: ClassSchema, select: TextSelect): readonly Fragment[] {
  const sources = isThreadClass(schema)
    ? threadSources(compiled.tracker, schema)
    : [{ link: null, schema, texts: textProperties(schema) }]
  return sources.flatMap((source) => {
    const texts = source.texts.filter(({ rank }) => select.within !== 'texts' || rank !== 'file')
    return sourceSelect(compiled, schema, { ...source, texts }, select)
  })
}

function sourceSelect(compiled: Compilation, schema: ClassSchema, source: TextSource, select: TextSelect): Fragment[] {
  const text = openScope(compiled, source.schema.name)
  const readable = readableProperties(text, source.texts)
  const rows = source.link === null ? TRUE : visibleRows(text)
  if (readable === FALSE || rows === FALSE) return []

  const from = [part`${select.from} x`]
  const where = [raw(`x.class = '${source.schema.name}'`), readable, rows, select.condition]
  const needsText = mentions([readable, rows], text)
  if (needsText) from.push(part`join ${table(text)} on ${column(text, 'id')} = x.node`)
  if (source.link === null) {
    if (select.owner) where.push(part`x.node = ${select.owner}`)
    return [part`select x.node as node${select.terms} from ${join(from, ' ')} where ${allOf(where)}`]
  }
  const owner = ownerJoin(compiled, schema, source.link)
  if (owner === null) return []
  if (select.owner) where.push(part`${owner.node} = ${select.owner}`)
  const owned = part`select ${owner.node} as node${select.terms} from ${join([...from, ...owner.joins], ' ')} where ${allOf([...where, owner.may])}`
  return [select.first && source.texts.length === 1 ? part`(${owned} order by x.node limit 1)` : owned]
}

/** From a text's row to the threads that own it, where the reader may see that they do; null where never. */
function ownerJoin(
  compiled: Compilation,
  schema: ClassSchema,
  link: PropertySchema,
): { readonly node: Fragment; readonly joins: readonly Fragment[]; readonly may: Fragment } | null {
  const thread = openScope(compiled, schema.name)
  const may = predicateSql(thread, compiled.reader.visibility(schema.name).property(link.name))
  if (may === FALSE) return null
  const { table: rows, near, far } = ownerTable(schema, link)
  const alias = newAlias(compiled)
  const node = raw(`${alias}.${near}`)
  const joins = [raw(`join ${rows} ${alias} on ${alias}.${far} = x.node`)]
  if (may !== TRUE) joins.push(part`join ${table(thread)} on ${column(thread, 'id')} = ${node}`)
  return { node, joins, may }
}

/** Which properties of a text's row `x` the reader may read. */
function readableProperties(text: Scope, texts: readonly TextProperty[]): Fragment {
  const visibility = text.compilation.reader.visibility(text.schema.name)
  return anyOf(
    texts.map(({ name }) => allOf([raw(`x.property = '${name}'`), predicateSql(text, visibility.property(name))])),
  )
}

function mentions(conditions: readonly Fragment[], scope: Scope): boolean {
  return conditions.some(({ texts }) => texts.some((text) => text.includes(`${scope.alias}.`)))
}

/** Whether the scope's node owns a text that the reader may read and for which the condition on `x` holds. */
export function ownsText(owner: Scope, within: Within, condition: Fragment): Fragment {
  const from = raw('_search_text')
  const selects = readableTexts(owner.compilation, owner.schema, {
    within,
    terms: raw(''),
    from,
    condition,
    owner: column(owner, 'id'),
  })
  return anyOf(selects.map((select) => part`exists (${select})`))
}
