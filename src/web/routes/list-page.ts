import { TrackerError } from '../../errors.ts'
import type { Actor } from '../../operations/types.ts'
import { parseIndexUrl } from '../../query/parse-index-url.ts'
import { DEFAULT_PAGE_SIZE } from '../../query/index-request.ts'
import type { IndexRequest } from '../../query/index-request.ts'
import { printIndexUrl } from '../../query/print-index-url.ts'
import { parseSortKeys, printSortKeys } from '../../query/sort-keys.ts'
import { wordsOfRequest } from '../../query/words-of-request.ts'
import type { PropertyPath, SortKey } from '../../schema/filter-spec.ts'
import type { Page } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import type { ListControls } from '../views/list-controls.ts'
import type { ListGroup } from '../views/list-table.ts'
import type { ListPageProps } from '../views/list.ts'
import type { MenuLink } from '../views/page-context.ts'
import { mainClassOf } from '../views/page-context.ts'
import { capitalised, nameOfMany, titleOf } from '../views/words.ts'
import { chipsOf, filterNames } from './filter-names.ts'
import { columnOf, defaultColumns } from './list-columns.ts'
import { filtersIn } from './own-filters.ts'
import type { Site } from './site.ts'

/** Counting goes on to here; "1,000+" is all that anybody needs to know of more. */
const COUNT_TO = 1_000

/** The list that a URL asks for, and whether it could be understood. */
export interface ListAnswer {
  readonly props: ListPageProps
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
  readonly words: string
  readonly status: number
}

/** A list's request with the class's own sort, group and columns where it has none. */
export interface CompletedRequest {
  readonly request: IndexRequest
  readonly schema: ClassSchema
  readonly columns: readonly string[]
  readonly sort: readonly SortKey[]
  readonly group: readonly SortKey[]
}

/** @throws {TrackerError} not-found for an unknown class, forbidden for one that the actor may not see anything of. */
export async function readListRequest(
  site: Site,
  actor: Actor,
  className: string,
  params: URLSearchParams,
): Promise<CompletedRequest> {
  const { operations, tracker } = site
  const schema = operations.classNamed(className)
  if (!operations.may(actor, 'View', className))
    throw new TrackerError('forbidden', `You may not see ${nameOfMany(schema)}`)
  const request = await parseIndexUrl(
    wordsAsVariable(params),
    tracker,
    className,
    operations.parseContext(actor),
    site.isOwnFilter,
  )
  const views = tracker.views.classes?.[className]
  const keysOf = (text: string | undefined, use: 'sort' | 'group'): readonly SortKey[] =>
    parseSortKeys(
      (text ?? '').split(',').filter((key) => key !== ''),
      { tracker, className, use },
      [],
    )
  const isSearched = request.spec.search !== null
  return {
    request,
    schema,
    columns: request.columns ?? defaultColumns(site, actor, schema),
    sort: request.spec.sort.length > 0 || isSearched ? request.spec.sort : keysOf(views?.sort, 'sort'),
    group: request.spec.group.length > 0 || isSearched ? request.spec.group : keysOf(views?.group, 'group'),
  }
}

/** The search box's `q` is `@words` in short. */
function wordsAsVariable(params: URLSearchParams): URLSearchParams {
  if (!params.has('q')) return params
  const copy = new URLSearchParams(params)
  copy.delete('q')
  for (const text of params.getAll('q')) copy.append('@words', text)
  return copy
}

export async function listFor(
  site: Site,
  actor: Actor,
  className: string,
  params: URLSearchParams,
  title: string | null = null,
): Promise<ListAnswer> {
  const completed = await readListRequest(site, actor, className, params)
  const { request, schema, columns, sort, group } = completed
  const extra = group.filter(({ path }) => !columns.includes(path.join('.')))
  const [page, said] = await Promise.all([
    pageOf(site, actor, completed, [...columns.map(pathOf), ...extra.map(({ path }) => path)]),
    saidInWords(site, actor, completed, title === null),
  ])
  const sortedBy = sortLinks(site, request)
  const listColumns = columns.map((name) => columnOf(site, actor, schema, name, { sort, hrefOf: sortedBy }))
  const last = request.startWith + page.rows.length
  const props: ListPageProps = {
    className,
    caption: capitalised(nameOfMany(schema)),
    title: title ?? request.displayName ?? capitalised(nameOfMany(schema)),
    columns: listColumns,
    rows: page.rows,
    terms: (request.spec.search?.terms ?? []).filter(({ excluded }) => !excluded),
    groups: groupsOf(schema, group, columns, extra),
    label: schema.label,
    first: page.rows.length === 0 ? 0 : request.startWith + 1,
    last: page.rows.length === 0 ? 0 : last,
    ...countOf(page, last),
    previousHref:
      request.startWith > 0
        ? hrefOf(site, request, { startWith: Math.max(0, request.startWith - request.pageSize) })
        : null,
    nextHref: page.more ? hrefOf(site, request, { startWith: last }) : null,
    csvHref:
      page.rows.length > 0
        ? hrefOf(site, request, { columns, sort, group, startWith: 0 }, '@action=export_csv&')
        : null,
    words: request.words,
    chips: said.chips,
    faults: request.faults,
    controls: controlsOf(site, actor, completed),
    scopes: scopesOf(site, request),
    wayOut: wayOutOf(site, request),
    createHref: site.operations.may(actor, 'Create', className) ? site.http.link(`/${className}?@template=item`) : null,
  }
  return {
    props,
    notes: request.notes,
    warnings: request.warnings,
    words: said.words,
    status: request.faults.length > 0 ? 400 : 200,
  }
}

interface Said {
  /** For the words box. */
  readonly words: string
  readonly chips: ListPageProps['chips']
}

/** What a URL asks for as words, where they can say it; else its filters stand above the list. */
async function saidInWords(site: Site, actor: Actor, completed: CompletedRequest, hasBox: boolean): Promise<Said> {
  const { request, schema } = completed
  const typed = request.words || request.searchText
  if (request.filters.length === 0 || !hasBox) return { words: typed, chips: [] }
  const names = await filterNames(site, actor, request)
  const context = site.operations.parseContext(actor)
  const isMain = schema.name === mainClassOf(site.tracker)
  const words = isMain ? await wordsOfRequest(request, orderToSay(site, request), site.tracker, context, names) : null
  if (words !== null) return { words, chips: [] }
  return {
    words: typed,
    chips: chipsOf(site, request, names, (filters) => hrefOf(site, request, { filters, startWith: 0 })),
  }
}

/** What the URL says of the order, where a list of words alone would be in another. */
function orderToSay(
  { tracker }: Site,
  { className, sort, group, spec }: IndexRequest,
): Pick<IndexRequest, 'sort' | 'group'> {
  const views = tracker.views.classes?.[className]
  const isOwn =
    spec.search === null && printSortKeys(sort) === (views?.sort ?? '') && printSortKeys(group) === (views?.group ?? '')
  return isOwn ? { sort: [], group: [] } : { sort, group }
}

function pathOf(name: string): PropertyPath {
  return name.split('.')
}

async function pageOf(
  { operations }: Site,
  actor: Actor,
  { request, sort, group }: CompletedRequest,
  columns: readonly PropertyPath[],
): Promise<Page> {
  if (request.faults.length > 0) return { rows: [], more: false, total: null }
  const { spec, startWith, pageSize } = request
  return operations.page(actor, {
    className: spec.className,
    where: spec.where,
    search: spec.search,
    snippets: true,
    order: [...group, ...sort],
    columns,
    offset: startWith,
    limit: pageSize,
    countUpTo: COUNT_TO + 1,
  })
}

function countOf({ total, more }: Page, last: number): Pick<ListPageProps, 'total' | 'capped'> {
  if (total === null) return { total: null, capped: false }
  if (total <= COUNT_TO) return { total, capped: false }
  return last > COUNT_TO ? { total: last, capped: more } : { total: COUNT_TO, capped: true }
}

function hrefOf(
  { http }: Site,
  request: IndexRequest,
  overrides: Parameters<typeof printIndexUrl>[1],
  action = '',
): string {
  const query = action + printIndexUrl(request, overrides)
  return http.link(query === '' ? `/${request.className}` : `/${request.className}?${query}`)
}

/** The same list in another order. All but the order is written once. */
function sortLinks(site: Site, request: IndexRequest): (key: SortKey) => string {
  const place = 'sort-goes-here'
  const [before, after] = hrefOf(site, request, { sort: [{ path: [place], descending: false }], startWith: 0 }).split(
    place,
  ) as [string, string]
  return ({ path, descending }) => `${before}${descending ? '-' : ''}${encodeURIComponent(path.join('.'))}${after}`
}

function groupsOf(
  schema: ClassSchema,
  group: readonly SortKey[],
  columns: readonly string[],
  extra: readonly SortKey[],
): readonly ListGroup[] {
  return group.map(({ path }) => {
    const name = path.join('.')
    const property = schema.properties.get(path[0]!)
    const at = columns.indexOf(name)
    return {
      title: property ? titleOf(property) : name,
      cell: at === -1 ? columns.length + extra.findIndex((key) => key.path.join('.') === name) : at,
      to: path.length === 1 ? (property?.to ?? null) : null,
    }
  })
}

function controlsOf(
  site: Site,
  actor: Actor,
  { request, schema, columns, sort, group }: CompletedRequest,
): ListControls {
  const rest = printIndexUrl(request, { columns: null, sort: [], group: [], pageSize: DEFAULT_PAGE_SIZE, startWith: 0 })
  const named = site.offered.of(actor, schema)
  return {
    action: site.http.link(`/${schema.name}`),
    hidden: [...new URLSearchParams(rest)],
    sortable: named.sortable,
    columns: inOrderOf(columns, named.columns),
    shown: columns,
    sort: ordersOf(sort),
    group: ordersOf(group),
    pageSize: request.pageSize,
  }
}

/** What is shown first, as it is shown, so that pressing the button keeps the order. */
function inOrderOf(shown: readonly string[], all: readonly { name: string; title: string }[]): ListControls['columns'] {
  const paths = shown.map((name) => all.find((one) => one.name === name) ?? { name, title: name })
  return [...paths, ...all.filter(({ name }) => !shown.includes(name))]
}

function ordersOf(keys: readonly SortKey[]): ListControls['sort'] {
  return keys.map(({ path, descending }) => ({ name: path.join('.'), descending }))
}

/** The same words among open ones, all, …; only where there are words to search for. */
function scopesOf(site: Site, request: IndexRequest): readonly MenuLink[] {
  if (request.className !== mainClassOf(site.tracker) || (request.words === '' && request.searchText === '')) return []
  const now = filterText(request.filters)
  return (site.tracker.views.searchScopes ?? []).map(({ title, query }) => {
    const filters = filtersIn(query)
    return { title, href: hrefOf(site, request, { filters, startWith: 0 }), current: filterText(filters) === now }
  })
}

function filterText(filters: IndexRequest['filters']): string {
  return JSON.stringify(filters.map(({ name, texts }) => [name, texts.join()]))
}

function wayOutOf(site: Site, request: IndexRequest): readonly MenuLink[] {
  if (request.filters.length === 0 && request.words === '' && request.searchText === '') return []
  const ways: MenuLink[] = []
  if (request.filters.length > 0 && (request.words !== '' || request.searchText !== ''))
    ways.push({
      title: 'Search without the filters',
      href: hrefOf(site, request, { filters: [], startWith: 0 }),
      current: false,
    })
  ways.push({ title: 'Show all', href: site.http.link(`/${request.className}`), current: false })
  return ways
}
