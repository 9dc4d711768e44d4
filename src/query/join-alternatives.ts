import type { Condition } from '../schema/filter-spec.ts'
import type { ScannedWord } from './scan-words.ts'
import type { WordContext } from './word-context.ts'
import { findWord } from './word-names.ts'

interface Asked {
  readonly word: ScannedWord
  readonly condition: Condition
}

/**
 * `status:open status:pending` can only mean either, since an issue has one status; `component:a component:b` means
 * both.
 */
export function joinAlternatives(asked: readonly Asked[], context: WordContext): readonly Condition[] {
  const joined = new Map<string, Condition>()
  const others: Condition[] = []
  for (const { word, condition } of asked) {
    const path = word.negated ? null : linkOf(word, context)
    if (path === null) others.push(condition)
    else joined.set(path, joined.has(path) ? either(joined.get(path)!, condition) : condition)
  }
  return [...joined.values(), ...others]
}

/** The property that a word asks, when it is a link of the class itself. */
function linkOf({ name }: ScannedWord, { tracker, className }: WordContext): string | null {
  const found = name === null ? null : findWord(tracker, className, name)
  if (found === null || typeof found === 'string') return null
  return found.path.length === 1 && found.property?.type === 'link' ? found.path[0]! : null
}

function either(a: Condition, b: Condition): Condition {
  if ('test' in a && 'test' in b && a.test.is === 'any-of' && b.test.is === 'any-of')
    return { path: a.path, test: { is: 'any-of', ids: [...new Set([...a.test.ids, ...b.test.ids])] } }
  return { any: [a, b] }
}
