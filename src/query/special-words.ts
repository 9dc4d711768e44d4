import type { Condition } from '../schema/filter-spec.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import { closedCondition } from './closed-states.ts'
import { findByWord } from './key-word.ts'
import type { WordContext } from './word-context.ts'
import { classNamed } from './property-path.ts'
import type { ScannedValue, ScannedWord } from './scan-words.ts'
import { ValueFault } from './word-condition.ts'
import { findPropertyWord, suggestWord } from './word-names.ts'

/** `is:open`, `no:assignee`, `has:nosy`; several values are alternatives. @throws {ValueFault} */
export async function specialCondition(
  special: 'is' | 'no' | 'has',
  word: ScannedWord,
  context: WordContext,
): Promise<Condition> {
  const any: Condition[] = []
  for (const value of word.values)
    any.push(special === 'is' ? await stateCondition(value, context) : unsetCondition(special, value, context))
  return any.length === 1 ? any[0]! : { any }
}

function unsetCondition(special: 'no' | 'has', value: ScannedValue, { tracker, className }: WordContext): Condition {
  const found = findPropertyWord(tracker, className, value.text)
  if (!found?.property)
    throw new ValueFault(
      value,
      `${special}: takes a property of ${className}; "${value.text}" is none${suggestWord(tracker, className, value.text)}`,
    )
  const unset: Condition = { path: found.path, test: { is: 'unset' } }
  return special === 'no' ? unset : { not: unset }
}

/** Open, closed, a yes-or-no property that is yes, or a status. */
async function stateCondition(
  value: ScannedValue,
  { tracker, className, values: context }: WordContext,
): Promise<Condition> {
  const state = value.text.toLowerCase()
  if (state === 'open' || state === 'closed') {
    const closed = await closedCondition(tracker, className, context)
    if (!closed) throw new ValueFault(value, `${className} is neither open nor closed here`)
    return state === 'closed' ? closed : { not: closed }
  }
  const found = findPropertyWord(tracker, className, value.text)
  if (found?.property?.type === 'boolean') return { path: found.path, test: { is: 'boolean', value: true } }

  const status = classNamed(tracker, className).properties.get('status')
  const id = status?.to ? await findByWord(status.to, value.text, context) : null
  if (id !== null) return { path: ['status'], test: { is: 'any-of', ids: [id] } }
  throw new ValueFault(
    value,
    `is: takes ${states(status, tracker.classes.get(className)!.properties)}, not "${value.text}"`,
  )
}

function states(status: PropertySchema | undefined, properties: ReadonlyMap<string, PropertySchema>): string {
  const flags = [...properties.values()]
    .filter(({ type, definition }) => type === 'boolean' && !definition.legacy)
    .map(({ name }) => name)
  return ['open', 'closed', ...flags, ...(status?.to ? ['the name of a status'] : [])]
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1')
}
