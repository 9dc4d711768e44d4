import type { Actor, ChangeValue } from '../../src/operations/types.ts'
import type { Designator } from '../../src/values/designator.ts'
import { withTracker } from '../support/with-tracker.ts'
import type { TestTracker, TrackerForTest } from '../support/with-tracker.ts'

type Names = string | null | readonly string[]
type Changes = Readonly<Record<string, ChangeValue | readonly string[]>>

/** A tracker for tests that speak of values by name, as detectors do. */
export interface NamedTracker extends TrackerForTest {
  /** As `create`, on a node that is there; links may be keys. */
  set(designator: Designator, changes: Changes, actor?: Actor): Promise<void>
  /** Key (or id) of what a link points to; ascending keys of a multilink. */
  names(designator: Designator, property: string): Promise<Names>
  /** A comment on the issue, in one change set as the web and the mail door make it. */
  comment(issue: Designator, actor: Actor, changes?: Changes): Promise<void>
}

export function withNames(name: TestTracker, run: (given: NamedTracker) => Promise<void>): () => Promise<void> {
  return withTracker(name, (given) => run(named(given)))
}

function named(given: TrackerForTest): NamedTracker {
  const { operations, tracker, admin } = given

  const idOf = async (className: string, key: unknown): Promise<number> => {
    if (typeof key === 'number') return key
    const id = await operations.lookup(admin, className, String(key))
    if (id === null) throw new Error(`There is no ${className} "${String(key)}"`)
    return id
  }
  const withIds = async (className: string, changes: Changes): Promise<Record<string, ChangeValue>> => {
    const entries = Object.entries(changes).map(async ([name, value]) => {
      const to = tracker.classes.get(className)!.properties.get(name)?.to
      if (to && typeof value === 'string') return [name, await idOf(to, value)]
      if (to && Array.isArray(value)) return [name, await Promise.all(value.map((key) => idOf(to, key)))]
      return [name, value]
    })
    return Object.fromEntries(await Promise.all(entries)) as Record<string, ChangeValue>
  }
  const keyOf = async (className: string, id: number): Promise<string> => {
    const { key } = tracker.classes.get(className)!
    return key === null ? String(id) : String((await given.stored({ className, id }))[key])
  }
  return {
    ...given,
    async set(designator, changes, actor = admin) {
      await operations.set(actor, designator, await withIds(designator.className, changes))
    },
    async names(designator, property) {
      const value = (await given.stored(designator))[property] as number | readonly number[] | null
      const to = tracker.classes.get(designator.className)!.properties.get(property)!.to!
      if (value === null) return null
      if (typeof value === 'number') return keyOf(to, value)
      return (await Promise.all(value.map((id) => keyOf(to, id)))).sort()
    },
    async comment({ className, id }, actor, changes = {}) {
      const rest = await withIds(className, changes)
      await operations.apply(actor, [
        { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from('Still so.') } },
        { className, id, changes: { ...rest, messages: { add: [-1] } } },
      ])
    },
  }
}
