import type { FilterValues, IndexRequest } from './index-request.ts'
import { DEFAULT_PAGE_SIZE, WORDS } from './index-request.ts'
import { printSortKeys } from './sort-keys.ts'

export type IndexOverrides = Partial<
  Pick<
    IndexRequest,
    | 'filters'
    | 'sort'
    | 'group'
    | 'columns'
    | 'pageSize'
    | 'startWith'
    | 'displayName'
    | 'searchText'
    | 'ignoreFiles'
    | 'words'
  >
>

/** The query string of a list, without `?`, in Roundup's form; what is as it would be anyway is left out. */
export function printIndexUrl(request: IndexRequest, overrides: IndexOverrides = {}): string {
  const wanted = { ...request, ...overrides }
  const pairs: [string, string][] = []
  const add = (name: string, value: string | null): void => {
    if (value) pairs.push([name, value])
  }
  add('@columns', wanted.columns?.join(',') ?? null)
  add('@sort', printSortKeys(wanted.sort))
  add('@group', printSortKeys(wanted.group))
  add('@filter', wanted.filters.map(({ name }) => name).join(','))
  pairs.push(...filterPairs(wanted.filters))
  add('@search_text', wanted.searchText)
  add('ignore', wanted.ignoreFiles ? 'file:content' : null)
  add(WORDS, wanted.words)
  add('@dispname', wanted.displayName)
  add('@pagesize', wanted.pageSize === DEFAULT_PAGE_SIZE ? null : String(wanted.pageSize))
  add('@startwith', wanted.startWith ? String(wanted.startWith) : null)
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

function filterPairs(filters: readonly FilterValues[]): [string, string][] {
  return filters.flatMap(({ name, texts }) => texts.map((text): [string, string] => [name, text]))
}

/** Stands in a query string as it is. */
const PLAIN = /^[\w.,:@/*!~'()-]*$/

/** As short and readable as a query string may be: people paste these. */
function encode(text: string): string {
  if (PLAIN.test(text)) return text
  return encodeURIComponent(text)
    .replace(/%(?:40|2C|3A|2F)/g, decodeURIComponent)
    .replaceAll('%20', '+')
}
