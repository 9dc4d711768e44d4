import type { Fault } from '../errors.ts'
import { TrackerError } from '../errors.ts'
import type { Condition, FilterSpec, SearchSpec, SearchTerm } from '../schema/filter-spec.ts'
import { NOTHING } from '../schema/filter-spec.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'
import { chosenFilters, filterCondition } from './index-filters.ts'
import type { IndexParams } from './index-params.ts'
import { listOf, readParams, wholeNumber } from './index-params.ts'
import type { FilterValues, IndexRequest } from './index-request.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_START, WORDS } from './index-request.ts'
import { withoutMissingNames } from './missing-names.ts'
import { parseWords } from './parse-words.ts'
import { classNamed, resolvePath } from './property-path.ts'
import { withoutPlace } from './query-fault.ts'
import { parseSearchText, storable } from './search-text.ts'
import { parseSortKeys } from './sort-keys.ts'

/**
 * Reads the URL of a list as Roundup does: special parameters with `@` or `:`, filters by property, ids or keys; and
 * `q`, the words box.
 *
 * @param isOwn  Whether a filter is the tracker's own: see withoutMissingNames.
 * @throws {TrackerError} not-found, when there is no such class. What is wrong with the rest are faults.
 */
export async function parseIndexUrl(
  search: URLSearchParams,
  tracker: Tracker,
  className: string,
  context: ParseContext,
  isOwn: (filter: FilterValues) => boolean = () => false,
): Promise<IndexRequest> {
  classNamed(tracker, className)
  const params = readParams(search)
  const faults: Fault[] = []
  const chosen = chosenFilters(params, tracker, className, faults)
  const { filters, conditions, warnings } = await readFilters(chosen, isOwn, tracker, className, context, faults)
  const isWrong = faults.length > 0
  const asked = storable(wordsOf(params))
  const words = await parseWords(asked, tracker, className, context)
  const sort = parseSortKeys(sortTexts(params, 'sort'), { tracker, className, use: 'sort' }, faults)
  const group = parseSortKeys(sortTexts(params, 'group'), { tracker, className, use: 'group' }, faults)
  const searchText = storable(params.special('search_text').join(' '))
  const ignoreFiles = (params.plain.get('ignore') ?? []).some((value) => value.trim() === 'file:content')
  const found = parseSearchText(searchText)

  const spec: FilterSpec = {
    className,
    where: isWrong ? NOTHING : { all: [...conditions, ...(words.words.length ? [words.spec.where] : [])] },
    search: searchOf(found.terms, ignoreFiles, words.spec.search),
    group: group.length ? group : words.spec.group,
    sort: sort.length ? sort : words.spec.sort,
    retired: 'live',
  }
  return {
    className,
    spec,
    filters,
    sort,
    group,
    ...columnsOf(params, tracker, className),
    pageSize: Math.min(wholeNumber(params.special('pagesize')) || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
    startWith: Math.min(wholeNumber(params.special('startwith')) ?? 0, MAX_START),
    displayName: params.special('dispname').at(-1) ?? null,
    searchText,
    ignoreFiles,
    words: asked,
    warnings,
    notes: [...found.notes, ...words.notes],
    faults: [...faults.map(withoutPlace), ...words.faults],
  }
}

/** The words box is a plain field of a form, also where a class has a property of that name; `@words` is the same. */
function wordsOf(params: IndexParams): string {
  return [...(params.plain.get(WORDS) ?? []), ...params.special('words')].join(' ').trim()
}

interface ReadFilters {
  readonly filters: readonly FilterValues[]
  readonly conditions: readonly Condition[]
  readonly warnings: readonly string[]
}

async function readFilters(
  chosen: readonly FilterValues[],
  isOwn: (filter: FilterValues) => boolean,
  tracker: Tracker,
  className: string,
  context: ParseContext,
  faults: Fault[],
): Promise<ReadFilters> {
  const filters: FilterValues[] = []
  const conditions: Condition[] = []
  const warnings: string[] = []
  for (const filter of chosen) {
    const found: Fault[] = []
    const condition = await filterCondition(filter, tracker, className, context, found)
    const remaining =
      found.length > 0 && isOwn(filter) ? await withoutMissingNames(filter, tracker, className, context) : null
    if (remaining) warnings.push(remaining.warning)
    else faults.push(...found)
    const left = remaining ? remaining.filter : filter
    if (!left) continue
    filters.push(left)
    conditions.push(remaining ? await filterCondition(left, tracker, className, context, faults) : condition)
  }
  return { filters, conditions, warnings }
}

function searchOf(terms: readonly SearchTerm[], ignoreFiles: boolean, words: SearchSpec | null): SearchSpec | null {
  const all = [...terms, ...(words?.terms ?? [])]
  return all.length ? { terms: all, ignoreFiles: ignoreFiles || (words?.ignoreFiles ?? false) } : null
}

function columnsOf(
  params: IndexParams,
  tracker: Tracker,
  className: string,
): Pick<IndexRequest, 'columns' | 'unknownColumns'> {
  const named = [...new Set(listOf(params.special('columns')))]
  const columns = named.filter((name) => isPath(tracker, className, name))
  return { columns: named.length ? columns : null, unknownColumns: named.filter((name) => !columns.includes(name)) }
}

function isPath(tracker: Tracker, className: string, name: string): boolean {
  try {
    return resolvePath(tracker, className, name) !== null
  } catch (error) {
    if (error instanceof TrackerError && error.code === 'invalid') return false
    throw error
  }
}

/** `@sort=-a,b`, or `@sort0=a&@sortdir0=on&@sort1=b`; a `@sortdir` of any value turns the first one round. */
function sortTexts(params: IndexParams, use: 'sort' | 'group'): readonly string[] {
  const texts = [
    ...turned(
      params.special(use).flatMap((text) => text.split(',')),
      params.special(`${use}dir`).length > 0,
    ),
  ]
  for (let index = 0; index < 10; index++) {
    const direction = params.special(`${use}dir${index}`).length > 0
    texts.push(...turned(params.special(`${use}${index}`), direction))
  }
  return texts
}

function turned(texts: readonly string[], descending: boolean): readonly string[] {
  const [first, ...rest] = texts
  return descending && first !== undefined ? [`-${first.replace(/^[+-]/, '')}`, ...rest] : texts
}
