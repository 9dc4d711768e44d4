import type { Fault } from '../errors.ts'
import { TrackerError } from '../errors.ts'
import type { Condition } from '../schema/filter-spec.ts'
import { NOTHING } from '../schema/filter-spec.ts'
import type { ParseContext, Tests } from '../schema/properties/index.ts'
import { conditionOf, idTests, propertyKinds } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { IndexParams } from './index-params.ts'
import { listOf } from './index-params.ts'
import type { FilterValues } from './index-request.ts'
import type { ResolvedPath } from './property-path.ts'
import { resolvePath } from './property-path.ts'
import { storable } from './search-text.ts'

/** Actions that fill `@filter` in with every property that has a value. */
const SEARCH_ACTIONS = new Set(['search', 'searchid', 'opensearch'])
/** What forms and links carry besides properties: a submit button, Roundup's own, and what other sites add. */
const NO_FILTER = /^(?:submit|ignore|debug|q|utm_\w+|fbclid|gclid|ref)$/

/**
 * Which parameters filter. With a list in `@filter` those that it names; without, or when a search is asked for, all
 * that name a property. Any other name is a fault: left out, it would let everything through.
 */
export function chosenFilters(
  params: IndexParams,
  tracker: Tracker,
  className: string,
  faults: Fault[],
): readonly FilterValues[] {
  const named = new Set(listOf(params.special('filter')))
  const isSearch = SEARCH_ACTIONS.has(params.special('action').at(-1)?.toLowerCase() ?? '')
  const all = named.size === 0 || isSearch
  const chosen: FilterValues[] = []
  for (const [name, given] of params.plain) {
    if (!named.has(name) && (!all || NO_FILTER.test(name))) continue
    const resolved = resolve(name, tracker, className, faults)
    if (!resolved) continue
    const texts = given.map(storable)
    chosen.push({ name, texts: isSearch && resolved.property?.type === 'string' ? texts.flatMap(shellWords) : texts })
  }
  return chosen
}

function resolve(name: string, tracker: Tracker, className: string, faults: Fault[]): ResolvedPath | null {
  try {
    return resolvePath(tracker, className, name)
  } catch (error) {
    addFault(name, error, faults)
    return null
  }
}

function addFault(name: string, error: unknown, faults: Fault[]): void {
  if (!(error instanceof TrackerError) || error.code !== 'invalid') throw error
  if (error.faults.length) faults.push(...error.faults)
  else faults.push({ property: name, message: `${name}: ${error.message}` })
}

/** Words between blanks, which quotes keep together: what Roundup's search form makes of a string. */
function shellWords(text: string): readonly string[] {
  const words = text.match(/"[^"]*"|'[^']*'|[^\s"']+|["']/g) ?? []
  const unbalanced = words.some((word) => word === '"' || word === "'")
  return unbalanced
    ? text.trim().split(/\s+/)
    : words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2')).filter((word) => word !== '')
}

/** What one property is asked; nothing matches where its values are at fault. */
export async function filterCondition(
  { name, texts }: FilterValues,
  tracker: Tracker,
  className: string,
  context: ParseContext,
  faults: Fault[],
): Promise<Condition> {
  const { path, property } = resolvePath(tracker, className, name)
  try {
    const tests: Tests = property ? await propertyKinds[property.type].tests(texts, property, context) : idTests(texts)
    if (path.length > 1 && tests.tests.some((test) => test.is === 'expression'))
      throw new TrackerError(
        'invalid',
        `"${texts.join(',')}" is an expression, which only a property of ${className} itself can be asked`,
      )
    return conditionOf(path, tests)
  } catch (error) {
    addFault(name, error, faults)
    return NOTHING
  }
}
