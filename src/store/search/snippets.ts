import type { SearchSpec } from '../../schema/filter-spec.ts'
import type { Snippet } from '../../schema/read-query.ts'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import { snippet } from '../../values/snippet.ts'
import { join, part, quoted, raw } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { classNamed } from '../filter/scope.ts'
import type { Compilation } from '../filter/scope.ts'
import { readableTexts } from './readable-texts.ts'
import { anyInText, termsOf } from './term-query.ts'
import { isThreadClass, textProperties, threadSources } from './texts.ts'

/** Content from which a snippet is cut. */
const MAX_BYTES = 300_000

/** What a page's statement reads for snippets, and how a row of its answer becomes one. */
export interface SnippetSql {
  /** Begins with a comma. */
  readonly terms: Fragment
  readonly join: Fragment
  read(row: Readonly<Record<string, unknown>>): Snippet | null
}

/**
 * For each node of a page the first text that the reader may read and that holds the most of what was searched for.
 * None for nodes of which only the title was hit.
 *
 * @param owner  the node's id, in the statement that this becomes part of.
 * @returns null where nothing can be hit.
 */
export function snippetSql(
  compiled: Compilation,
  className: string,
  search: SearchSpec,
  owner: Fragment,
): SnippetSql | null {
  const schema = classNamed(compiled.tracker, className)
  const texts = textsSql(compiled, schema, search, owner)
  if (!texts) return null
  const wanted = search.terms.filter(({ excluded }) => !excluded)
  return {
    terms: part`, s.class as _class, s.text as _text, s.property as _property, ${lineSql(compiled.tracker, schema)} as _line, ${contentSql(compiled.tracker, schema)} as _content`,
    join: part` left join lateral (select * from (${texts}) t order by t.held desc, t.property = 'content' desc, t.class desc, t.text limit 1) s on true`,
    read: (row) => {
      if (row['_text'] === null) return null
      const text = (row['_line'] as string | null) ?? decode(row['_content'] as Uint8Array | null)
      return {
        designator: { className: row['_class'] as string, id: row['_text'] as number },
        property: row['_property'] as string,
        parts: snippet(text, wanted),
      }
    },
  }
}

const utf8 = new TextDecoder()

function decode(content: Uint8Array | null): string {
  return content ? utf8.decode(content) : ''
}

/** Texts of the owner that hold a term, with how many they hold. */
function textsSql(compiled: Compilation, schema: ClassSchema, search: SearchSpec, owner: Fragment): Fragment | null {
  const terms = termsOf(search).filter(({ excluded }) => !excluded)
  if (terms.length === 0) return null
  const held = join(
    terms.map(({ inText }) => part`(x.words @@ ${inText}::tsquery)::integer`),
    ' + ',
  )
  const texts = readableTexts(compiled, schema, {
    within: search.ignoreFiles ? 'texts' : 'texts and files',
    terms: part`, x.class, x.property, x.node as text, ${held} as held`,
    from: raw('_search_text'),
    condition: part`x.words @@ ${anyInText(terms)}::tsquery and not ${isTitle(schema)}`,
    owner,
    /* Of several terms one text may hold more than another. An issue of a common word may have hundreds of texts that do. */
    first: terms.length === 1,
  })
  return texts.length === 0 ? null : join(texts, ' union all ')
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
