import type { Reader, SearchSpec } from '../../schema/filter-spec.ts'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import type { Designator } from '../../values/designator.ts'
import { snippet } from '../../values/snippet.ts'
import type { SnippetPart } from '../../values/snippet.ts'
import type { Sql } from '../database.ts'
import { join, part, quoted, raw, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { classNamed, compilation } from '../filter/scope.ts'
import { readableTexts } from './readable-texts.ts'
import { anyInText, termsOf } from './term-query.ts'
import { isThreadClass, textProperties, threadSources } from './texts.ts'

/** Where a search hit, other than in the title, which is shown anyway. */
export interface Snippet {
  /** The node whose text it is: the issue itself, a message, a file. */
  readonly designator: Designator
  readonly property: string
  readonly parts: readonly SnippetPart[]
}

/** Content from which a snippet is cut. */
const MAX_BYTES = 300_000

interface Hit {
  readonly owner: number
  readonly class: string
  readonly node: number
  readonly property: string
  readonly line: string | null
  readonly content: Uint8Array | null
}

/**
 * For each node of a page the first text that the reader may read and that holds the most of what was searched for; in
 * one statement. Nodes of which only the title was hit are left out.
 */
export async function snippetsFor(
  sql: Sql,
  tracker: Tracker,
  reader: Reader,
  {
    className,
    ids,
    search,
  }: { readonly className: string; readonly ids: readonly number[]; readonly search: SearchSpec },
): Promise<ReadonlyMap<number, Snippet>> {
  const schema = classNamed(tracker, className)
  const wanted = search.terms.filter(({ excluded }) => !excluded)
  const statement = ids.length === 0 ? null : statementFor(tracker, reader, schema, ids, search)
  if (!statement) return new Map()
  const hits = await run<Hit>(sql, statement)
  return new Map(
    hits.map(({ owner, class: textClass, node, property, line, content }) => [
      owner,
      { designator: { className: textClass, id: node }, property, parts: snippet(line ?? decode(content), wanted) },
    ]),
  )
}

const utf8 = new TextDecoder()

function decode(content: Uint8Array | null): string {
  return content ? utf8.decode(content) : ''
}

function statementFor(
  tracker: Tracker,
  reader: Reader,
  schema: ClassSchema,
  ids: readonly number[],
  search: SearchSpec,
): Fragment | null {
  const terms = termsOf(search).filter(({ excluded }) => !excluded)
  if (terms.length === 0) return null
  const held = join(
    terms.map(({ inText }) => part`(x.words @@ ${inText}::tsquery)::integer`),
    ' + ',
  )
  const texts = readableTexts(compilation(tracker, reader), schema, {
    within: search.ignoreFiles ? 'texts' : 'texts and files',
    terms: part`, x.class, x.property, x.node as text, ${held} as held`,
    from: raw('_search_text'),
    condition: part`x.words @@ ${anyInText(terms)}::tsquery and not ${isTitle(schema)}`,
    owner: raw('i.id'),
  })
  if (texts.length === 0) return null
  return part`
    select i.id as owner, s.class, s.text as node, s.property, ${lineSql(tracker, schema)} as line, ${contentSql(tracker, schema)} as content
    from unnest(${ids}::integer[]) i (id),
    lateral (select * from (${join(texts, ' union all ')}) t order by t.held desc, t.property = 'content' desc, t.class desc, t.text limit 1) s`
}

function isTitle(schema: ClassSchema): Fragment {
  const title = textProperties(schema).find(({ rank }) => rank === 'title')
  return title ? raw(`(x.class = '${schema.name}' and x.property = '${title.name}')`) : raw('false')
}

function sourceClasses(tracker: Tracker, schema: ClassSchema): readonly ClassSchema[] {
  if (!isThreadClass(schema)) return [schema]
  return [...new Set(threadSources(tracker, schema).map((source) => source.schema))]
}

/** The value of a string property of the text's node. */
function lineSql(tracker: Tracker, schema: ClassSchema): Fragment {
  const cases = sourceClasses(tracker, schema).flatMap((source) =>
    textProperties(source)
      .filter(({ name }) => name !== 'content')
      .map(({ name }) =>
        raw(
          `when s.class = '${source.name}' and s.property = '${name}' then (select v.${quoted(name)} from ${quoted(source.name)} v where v."id" = s.text)`,
        ),
      ),
  )
  return cases.length === 0 ? raw('null::text') : part`case ${join(cases, ' ')} end`
}

function contentSql(tracker: Tracker, schema: ClassSchema): Fragment {
  const cases = sourceClasses(tracker, schema)
    .filter(({ hasContent }) => hasContent)
    .map(({ name }) =>
      raw(`when s.class = '${name}' and s.property = 'content' then (select substring(c.bytes from 1 for ${MAX_BYTES})
        from ${quoted(name)} v join _content c on c.hash = v._content where v."id" = s.text)`),
    )
  return cases.length === 0 ? raw('null::bytea') : part`case ${join(cases, ' ')} end`
}
