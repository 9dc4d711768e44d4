import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { findLive } from '../store/nodes/load-nodes.ts'
import type { Wanted } from '../store/nodes/load-nodes.ts'

/** Keys of values by which the detectors of an event ask for them are at most so many in a class. */
const MAX_ASKED = 50

/** By tracker, and by class and event of the change: the keys that were asked for, class by class. */
const asked = new WeakMap<Tracker, Map<string, Map<string, Set<string>>>>()

/**
 * Which nodes are live, as far as one change set has found out. Detectors ask for the same few statuses and
 * keywords every time: what they asked for once is read along with the first statement of the next change.
 */
export class KnownNodes {
  readonly #sql: Sql
  readonly #tracker: Tracker
  readonly #live = new Map<string, Map<number, boolean>>()
  readonly #keys = new Map<string, Map<string, number | null>>()

  constructor(sql: Sql, tracker: Tracker) {
    this.#sql = sql
    this.#tracker = tracker
  }

  /** Of each class those ids whose nodes are there and not retired. */
  async live(ids: ReadonlyMap<string, readonly number[]>): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
    await this.gather({ ids, keys: new Map() })
    return new Map(
      [...ids].map(([className, some]) => {
        const known = this.#live.get(className)
        return [className, new Set(some.filter((id) => known?.get(id)))]
      }),
    )
  }

  /** Id of the live node with that key, or null. Compared case by case, as Roundup does. */
  async find(className: string, key: string): Promise<number | null> {
    await this.gather({ ids: new Map(), keys: new Map([[className, [key]]]) })
    return this.#keys.get(className)!.get(key)!
  }

  /** The same for a detector of an event, which will be asked for by the next of its kind as well. */
  findFor(event: string, className: string, key: string): Promise<number | null> {
    if (this.#tracker.classes.get(className)?.kind === 'plain') {
      const keys = entry(this.#askedBy(event), className, () => new Set<string>())
      if (keys.size < MAX_ASKED) keys.add(key)
    }
    return this.find(className, key)
  }

  /** What the detectors of these events asked for before. */
  usualKeys(events: Iterable<string>): ReadonlyMap<string, readonly string[]> {
    const usual = new Map<string, string[]>()
    for (const event of events)
      for (const [className, keys] of this.#askedBy(event)) entry(usual, className, () => []).push(...keys)
    return usual
  }

  /** Finds out what is not known yet, in one statement. */
  async gather(wanted: Wanted): Promise<void> {
    const ids = unknown(wanted.ids, this.#live)
    const keys = unknown(wanted.keys, this.#keys)
    if (ids.size + keys.size === 0) return
    const found = await findLive(this.#sql, this.#tracker, { ids, keys })
    for (const [className, some] of ids) {
      const known = entry(this.#live, className, () => new Map<number, boolean>())
      for (const id of some) known.set(id, false)
    }
    for (const [className, some] of keys) {
      const known = entry(this.#keys, className, () => new Map<string, number | null>())
      for (const key of some) known.set(key, null)
    }
    for (const { className, id, key } of found) {
      entry(this.#live, className, () => new Map<number, boolean>()).set(id, true)
      if (key !== null) this.#keys.get(className)!.set(key, id)
    }
  }

  /** After the change set has written a node itself: keys of its class may be others by now. */
  written(className: string, id: number, isLive: boolean): void {
    entry(this.#live, className, () => new Map<number, boolean>()).set(id, isLive)
    this.#keys.delete(className)
  }

  #askedBy(event: string): Map<string, Set<string>> {
    const events = asked.get(this.#tracker) ?? new Map<string, Map<string, Set<string>>>()
    asked.set(this.#tracker, events)
    return entry(events, event, () => new Map<string, Set<string>>())
  }
}

function unknown<K>(
  wanted: ReadonlyMap<string, readonly K[]>,
  known: ReadonlyMap<string, ReadonlyMap<K, unknown>>,
): ReadonlyMap<string, readonly K[]> {
  const left = new Map<string, readonly K[]>()
  for (const [className, some] of wanted) {
    const before = known.get(className)
    const news = [...new Set(some)].filter((one) => !before?.has(one))
    if (news.length > 0) left.set(className, news)
  }
  return left
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}
