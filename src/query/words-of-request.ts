import type { Condition, FilterSpec, SortKey } from '../schema/filter-spec.ts'
import { ME } from '../schema/filter-spec.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import { listed } from '../schema/properties/index.ts'
import type { PropertySchema, Tracker } from '../schema/tracker.ts'
import type { FilterValues, IndexRequest } from './index-request.ts'
import { parseWords } from './parse-words.ts'
import { resolvePath } from './property-path.ts'
import { printSortKeys } from './sort-keys.ts'

/** Keys of nodes that the reader may see, as far as the request names them. */
export interface KnownKeys {
  keyOf(className: string, id: number): string | null
  idOf(className: string, key: string): number | null
}

export interface SaidOrder {
  /** Empty where the list's own order is meant. */
  readonly sort: readonly SortKey[]
  readonly group: readonly SortKey[]
}

/**
 * A list's filters, texts and order as one text for the words box. Null where words can't say all of it: what is shown
 * has to find the same rows when it is sent, so it is read back and compared.
 */
export async function wordsOfRequest(
  request: IndexRequest,
  order: SaidOrder,
  tracker: Tracker,
  context: ParseContext,
  keys: KnownKeys,
): Promise<string | null> {
  if (request.faults.length > 0) return null
  const conditions = conditionsOf(request.spec.where)
  const parts: string[] = []
  for (const [index, filter] of request.filters.entries()) {
    const { property } = resolvePath(tracker, request.className, filter.name)
    const word = wordOf(filter, property, conditions[index]!, keys)
    if (word === null) return null
    parts.push(...word)
  }
  if (request.searchText.trim() !== '') parts.push(request.searchText.trim())
  if (request.words !== '') parts.push(request.words)
  if (request.ignoreFiles && request.spec.search) parts.push('-in:files')
  if (order.group.length > 0) parts.push(`group:${printSortKeys(order.group)}`)
  if (order.sort.length > 0) parts.push(`sort:${printSortKeys(order.sort)}`)

  const text = parts.join(' ')
  const known: ParseContext = {
    ...context,
    lookup: async (className, key) => keys.idOf(className, key) ?? context.lookup(className, key),
  }
  const { spec, faults } = await parseWords(text, tracker, request.className, known)
  const asked: FilterSpec = {
    ...request.spec,
    // The URL's own order goes before that of the words.
    sort: request.sort.length > 0 ? order.sort : request.spec.sort,
    group: request.group.length > 0 ? order.group : request.spec.group,
  }
  return faults.length === 0 && meaningOf(spec) === meaningOf(asked) ? text : null
}

function conditionsOf(where: Condition): readonly Condition[] {
  return 'all' in where ? where.all : [where]
}

function wordOf(
  { name, texts }: FilterValues,
  property: PropertySchema | null,
  condition: Condition,
  keys: KnownKeys,
): readonly string[] | null {
  if (property?.type === 'string') return texts.map((text) => `${name}:${quoted(text)}`)
  if (property?.to) return linkWord(name, property.to, condition, keys)
  if ('test' in condition && condition.test.is === 'unset') return [`no:${name}`]
  const values = property?.type === 'date' || property?.type === 'interval' ? texts : listed(texts)
  return [`${name}:${values.map(quoted).join(',')}`]
}

function linkWord(name: string, to: string, condition: Condition, keys: KnownKeys): readonly string[] | null {
  if (!('test' in condition)) return null
  if (condition.test.is === 'unset') return [`no:${name}`]
  if (condition.test.is !== 'any-of') return null
  const values = condition.test.ids.map((id) => (id === ME ? ME : keys.keyOf(to, id)))
  return values.includes(null) ? null : [`${name}:${values.map((value) => quoted(value!)).join(',')}`]
}

function quoted(text: string): string {
  return text === '' || /[\s,"]/.test(text) ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : text
}

/** The same for two requests that ask for the same, in whatever order. */
function meaningOf({ where, search, sort, group }: FilterSpec): string {
  const conditions = flattened(where)
    .map((condition) => JSON.stringify(condition))
    .sort()
  return JSON.stringify([[...new Set(conditions)], search, sort, group])
}

function flattened(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(flattened) : [condition]
}
