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
  /**
   * Select of (node, rank): 0 found by the title, 1 by other texts, 2 by the contents of files only. A row of nulls says
   * that they are too many to be listed. Null: only exclusions were asked for, so every node is a hit.
   */
  readonly few: Fragment | null
  /** The same for any number: a select of node for each rank, from 0 on. */
  readonly many: readonly Fragment[]
  /** What else has to hold for a node of the class. */
  condition(scope: Scope): Fragment
}

/** Stands where nothing can be found. */
const NO_HITS = raw('select 0 as node, 1 as rank where false')
/** Hits up to here are listed and then filtered; if there are more, nodes are taken in order and looked up among the hits. */
const MOST = 2_000

/**
 * A term may stand in any text of a thread that the reader may read. What everybody may read is in the thread's
 * document; what only some may read is looked up by itself, with the reader's permissions. So a text that the reader
 * may not read changes nothing, neither found nor excluded.
 *
 * @param ranked  whether the ranks matter; else all are 1.
 */
export function searchSql(compiled: Compilation, schema: ClassSchema, search: SearchSpec, ranked: boolean): SearchSql {
  const terms = termsOf(search)
  const given: Given = {
    compiled,
    schema,
    wanted: terms.filter(({ excluded }) => !excluded),
    unwanted: terms.filter(({ excluded, isPhrase }) => excluded && !isPhrase),
    within: search.ignoreFiles ? 'texts' : 'texts and files',
    ranked,
  }
  const condition = (scope: Scope): Fragment => allOf(terms.map((term) => termCondition(scope, term, given)))
  if (terms.length === 0) return { few: NO_HITS, many: [], condition: () => TRUE }
  if (given.wanted.length === 0) return { few: null, many: [], condition }
  if (!isThreadClass(schema)) return { few: nodeHits(given), many: [], condition }
  return { few: fewThreads(given), many: manyThreads(given), condition }
}

interface Given {
  readonly compiled: Compilation
  readonly schema: ClassSchema
  readonly wanted: readonly Term[]
  /** Excluded words: a document must not hold any. */
  readonly unwanted: readonly Term[]
  readonly within: Within
  readonly ranked: boolean
}

/** What the hits leave open of a term: where a phrase's words stand, and what must not be there. */
function termCondition(scope: Scope, term: Term, { wanted, within }: Given): Fragment {
  const inText = part`x.words @@ ${term.inText}::tsquery`
  if (!term.excluded) return term.isPhrase ? ownsText(scope, within, inText) : TRUE
  if (term.isPhrase || !isThreadClass(scope.schema)) return not(ownsText(scope, within, inText))

  const from = part`(select * from _search_text x where x.alone and ${inText})`
  const others = readableTexts(scope.compilation, scope.schema, { within, terms: raw(''), from, condition: TRUE })
  const outside = others.map((select) => part`${column(scope, 'id')} <> all(array(${select}))`)
  if (wanted.length > 0) return allOf(outside)
  return allOf([not(amongThreads(scope, term.inThread(within))), ...outside])
}

/** As a set that is made once, however many nodes are looked up in it. */
function amongThreads(scope: Scope, query: string): Fragment {
  return part`(${column(scope, 'id')} in (${threadsWith(scope.schema, query)}))`
}

function threadsWith(schema: ClassSchema, query: string): Fragment {
  return part`select _threads_with(${schema.name}, ${query}::tsquery)`
}

/** Queries of a thread's document, by rank. */
function rankQueries(given: Given): { readonly title: string; readonly texts: string; readonly everything: string } {
  const { wanted, unwanted, within } = given
  const without = unwanted.map((term) => ` & !${term.inThread(within)}`).join('')
  const query = (where: Within): string => `${allInThread(wanted, where)}${without}`
  return { title: query('title'), texts: query('texts'), everything: query(within) }
}

function fewThreads(given: Given): Fragment {
  const { title, texts, everything } = rankQueries(given)
  const documents = part`select node, rank from _ranked_threads_with(${given.schema.name}, ${given.ranked ? title : null}::tsquery,
    ${texts}::tsquery, ${everything}::tsquery, ${MOST}::integer)`
  const mixed = mixedHits(given, raw('not exists (select from documents where node is null)'))
  return mixed === null
    ? documents
    : part`with documents as materialized (${documents}) select * from documents union all ${mixed}`
}

function manyThreads(given: Given): SearchSql['many'] {
  const { schema, ranked, within } = given
  const { title, texts, everything } = rankQueries(given)
  const mixed = mixedHits(given, TRUE)
  const withMixed = (nodes: Fragment): Fragment =>
    mixed === null ? nodes : part`${nodes} union all select node from ${mixed} m`
  if (!ranked) return [withMixed(threadsWith(schema, everything))]

  const ranks = [threadsWith(schema, title), withMixed(threadsWith(schema, `${texts} & !(${title})`))]
  return within === 'texts' ? ranks : [...ranks, threadsWith(schema, `${everything} & !(${texts})`)]
}

/**
 * Threads of which some terms stand only in texts that are not in the document: few, so each of them is put together
 * with its document, term by term.
 */
function mixedHits({ compiled, schema, wanted, unwanted, within }: Given, when: Fragment): Fragment | null {
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
  const spoiled = unwanted.map((term) => part`not bool_or(${inDocument(term.inThread(within))})`)
  return part`
    (with alone as materialized (select * from _search_text x where x.alone and x.words @@ ${anyInText(wanted)}::tsquery and ${when})
    select a.node, 1 as rank from (${join(owned, ' union all ')}) a
    left join _search_thread d on d.class = ${raw(`'${schema.name}'`)} and d.node = a.node
    group by a.node having ${allOf([...each, ...spoiled])} and not bool_or(${inDocument(allInThread(wanted, within))}))`
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
