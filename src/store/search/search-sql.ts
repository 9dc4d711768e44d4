import type { SearchSpec } from '../../schema/filter-spec.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { allOf, join, not, part, raw, TRUE } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import { column } from '../filter/scope.ts'
import type { Compilation, Scope } from '../filter/scope.ts'
import { ownerTable, ownsText, readableTexts } from './readable-texts.ts'
import { allInThread, anyInText, termsOf } from './term-query.ts'
import type { Term, Within } from './term-query.ts'
import { isThreadClass, threadLinksTo } from './texts.ts'

/** A search as parts of a statement. */
export interface SearchSql {
  /** Select of (node, rank): 0 found by the title, 1 by other texts, 2 by the contents of files only. Null: all nodes. */
  readonly hits: Fragment | null
  /** What else has to hold for a node of the class. */
  condition(scope: Scope): Fragment
}

/** Stands where nothing can be found. */
const NO_HITS = raw('select 0 as node, 1 as rank where false')

/**
 * A term may stand in any text of a thread that the reader may read. What everybody may read is in the thread's
 * document; what only some may read is looked up by itself, with the reader's permissions. So a text that the reader
 * may not read changes nothing, neither found nor excluded.
 *
 * @param ranked  whether the ranks matter; else all are 1.
 */
export function searchSql(compiled: Compilation, schema: ClassSchema, search: SearchSpec, ranked: boolean): SearchSql {
  const terms = termsOf(search)
  const wanted = terms.filter(({ excluded }) => !excluded)
  if (terms.length === 0) return { hits: NO_HITS, condition: () => TRUE }

  const given: Given = { compiled, schema, wanted, within: search.ignoreFiles ? 'texts' : 'texts and files', ranked }
  return {
    hits: wanted.length === 0 ? null : isThreadClass(schema) ? threadHits(given) : nodeHits(given),
    condition: (scope) => allOf(terms.map((term) => termCondition(scope, term, given.within))),
  }
}

interface Given {
  readonly compiled: Compilation
  readonly schema: ClassSchema
  readonly wanted: readonly Term[]
  readonly within: Within
  readonly ranked: boolean
}

/** What the hits leave open of a term: where a phrase's words stand, and what must not be there. */
function termCondition(scope: Scope, term: Term, within: Within): Fragment {
  const inText = part`x.words @@ ${term.inText}::tsquery`
  if (!term.excluded) return term.isPhrase ? ownsText(scope, within, inText) : TRUE
  if (term.isPhrase || !isThreadClass(scope.schema)) return not(ownsText(scope, within, inText))

  const { name } = scope.schema
  const document = part`exists (select from _search_thread d where d.class = ${raw(`'${name}'`)} and d.node = ${column(scope, 'id')} and d.words @@ ${term.inThread(within)}::tsquery)`
  const from = part`(select * from _search_text x where x.alone and ${inText})`
  const others = readableTexts(scope.compilation, scope.schema, { within, terms: raw(''), from, condition: TRUE })
  const outside = others.map((select) => part`${column(scope, 'id')} <> all(array(${select}))`)
  return allOf([part`not ${document}`, ...outside])
}

function threadHits(given: Given): Fragment {
  const mixed = mixedHits(given)
  return mixed === null ? documentHits(given) : part`${documentHits(given)} union all ${mixed}`
}

function documentHits({ schema, wanted, within, ranked }: Given): Fragment {
  const select = (rank: number, query: string): Fragment =>
    part`select d.node, ${raw(String(rank))} as rank from _search_thread d where d.class = ${raw(`'${schema.name}'`)} and d.words @@ ${query}::tsquery`
  if (!ranked) return select(1, allInThread(wanted, within))

  const title = allInThread(wanted, 'title')
  const texts = allInThread(wanted, 'texts')
  const ranks = [select(0, title), select(1, `${texts} & !(${title})`)]
  if (within !== 'texts') ranks.push(select(2, `${allInThread(wanted, within)} & !(${texts})`))
  return join(ranks, ' union all ')
}

/**
 * Threads of which some terms stand only in texts that are not in the document: few, so each of them is put together
 * with its document, term by term.
 */
function mixedHits({ compiled, schema, wanted, within }: Given): Fragment | null {
  const owned = readableTexts(compiled, schema, {
    within,
    terms: raw(', x.words'),
    from: raw('alone'),
    condition: TRUE,
  })
  if (owned.length === 0) return null
  const inDocument = (query: string): Fragment => part`coalesce(d.words @@ ${query}::tsquery, false)`
  const each = wanted.map(
    (term) => part`bool_or(a.words @@ ${term.inText}::tsquery or ${inDocument(term.inThread(within))})`,
  )
  return part`
    (with alone as materialized (select * from _search_text x where x.alone and x.words @@ ${anyInText(wanted)}::tsquery)
    select a.node, 1 as rank from (${join(owned, ' union all ')}) a
    left join _search_thread d on d.class = ${raw(`'${schema.name}'`)} and d.node = a.node
    group by a.node having ${allOf(each)} and not bool_or(${inDocument(allInThread(wanted, within))}))`
}

/** Nodes of other classes, by their own texts: those that are in threads' documents are found through these. */
function nodeHits({ compiled, schema, wanted, within }: Given): Fragment {
  const texts = readableTexts(compiled, schema, {
    within,
    terms: raw(', x.words'),
    from: raw('found'),
    condition: TRUE,
  })
  if (texts.length === 0) return NO_HITS
  const found = part`select * from _search_text x where x.class = ${raw(`'${schema.name}'`)} and x.words @@ ${anyInText(wanted)}::tsquery`
  const candidates = [part`${found} and x.alone`]
  for (const { schema: thread, link } of threadLinksTo(compiled.tracker, schema.name)) {
    const { table, near, far } = ownerTable(thread, link)
    const owned = part`select ${raw(`l.${far}`)} from _search_thread d join ${raw(`${table} l on l.${near} = d.node`)}
      where d.class = ${raw(`'${thread.name}'`)} and d.words @@ ${anyInThread(wanted)}::tsquery`
    candidates.push(part`${found} and not x.alone and x.node in (${owned})`)
  }
  const each = wanted.map((term) => part`bool_or(a.words @@ ${term.inText}::tsquery)`)
  return part`
    (with found as materialized (${join(candidates, ' union all ')})
    select a.node, 1 as rank from (${join(texts, ' union all ')}) a group by a.node having ${allOf(each)})`
}

/** Of one text every word may be its document's only one, so threads are asked for any. */
function anyInThread(wanted: readonly Term[]): string {
  return wanted.map((term) => term.inThread('texts and files')).join(' | ')
}
