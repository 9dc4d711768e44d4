import { TrackerError } from '../errors.ts'
import type { Condition, PropertyPath } from '../schema/filter-spec.ts'
import { ME } from '../schema/filter-spec.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import { conditionOf, idTests, propertyKinds, zoneOf } from '../schema/properties/index.ts'
import { checkedId, isOwn, parsesIds, UNSET } from '../schema/properties/link-input.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import { parseInteger, parseNumber } from '../values/number-range.ts'
import { comparedDates } from './compared-dates.ts'
import { comparedIntervals, comparedNumbers } from './compared-numbers.ts'
import { findByWord, refuseKey } from './key-word.ts'
import type { ResolvedPath } from './property-path.ts'
import type { ScannedValue, ScannedWord } from './scan-words.ts'

/** A refusal that knows the value that it is about. */
export class ValueFault extends Error {
  readonly value: ScannedValue

  constructor(value: ScannedValue, message: string) {
    super(message)
    this.value = value
  }
}

/**
 * What `component:asyncio,ctypes` or `created:>2020` asks, its values being alternatives. A string takes one text,
 * commas included.
 *
 * @throws {ValueFault} when a value can't be read.
 */
export async function propertyCondition(
  word: ScannedWord,
  { path, property }: ResolvedPath,
  context: ParseContext,
): Promise<Condition> {
  if (property?.type === 'string') {
    const text = word.values.map((value) => value.text).join(',')
    return at(word.values[0]!, async () =>
      conditionOf(path, await propertyKinds.string.tests([text], property, context)),
    )
  }
  const any: Condition[] = []
  for (const value of word.values) any.push(await at(value, () => valueCondition(path, property, value.text, context)))
  return mergeIds(path, any)
}

async function at<T>(value: ScannedValue, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TrackerError) || error.code !== 'invalid') throw error
    throw new ValueFault(value, error.message)
  }
}

async function valueCondition(
  path: PropertyPath,
  property: PropertySchema | null,
  text: string,
  context: ParseContext,
): Promise<Condition> {
  if (!property)
    return /^\d*$/.test(text) ? conditionOf(path, idTests([text])) : comparedNumbers(path, text, parseInteger)
  switch (property.type) {
    case 'date':
      return { path, test: comparedDates(text, { zone: zoneOf(property, context.zone), now: context.now }) }
    case 'number':
      return comparedNumbers(path, text, parseNumber)
    case 'integer':
      return comparedNumbers(path, text, parseInteger)
    case 'interval':
      return comparedIntervals(path, text, context.now)
    case 'link':
    case 'multilink':
      return linkCondition(path, property, text, context)
    default:
      return conditionOf(path, await propertyKinds[property.type].tests([text], property, context))
  }
}

/** A key before an id: people write what they see. */
async function linkCondition(
  path: PropertyPath,
  property: PropertySchema,
  text: string,
  context: ParseContext,
): Promise<Condition> {
  if (isOwn(text, property)) return { path, test: { is: 'any-of', ids: [ME] } }
  const to = property.to!
  const id =
    (await findByWord(to, text, context)) ?? (/^\d+$/.test(text) && parsesIds(property) ? checkedId(text) : null)
  if (id !== null) return { path, test: { is: 'any-of', ids: [id] } }
  if (text === UNSET)
    throw new TrackerError('invalid', `there is no ${to} "${text}"; what has none is asked for by no:`)
  return refuseKey(to, text, context)
}

/** Ids of several values as one test. */
function mergeIds(path: PropertyPath, any: readonly Condition[]): Condition {
  const ids = any.flatMap((one) => ('test' in one && one.test.is === 'any-of' ? one.test.ids : []))
  if (ids.length === any.length) return { path, test: { is: 'any-of', ids: [...new Set(ids)] } }
  return any.length === 1 ? any[0]! : { any }
}
