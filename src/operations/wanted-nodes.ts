import type { Tracker } from '../schema/tracker.ts'
import type { Wanted } from '../store/nodes/load-nodes.ts'
import { MAX_ID } from '../values/designator.ts'
import { linkedIds } from './differences.ts'
import type { KnownNodes } from './known-nodes.ts'
import { eventOf } from './part.ts'
import type { Actor, ChangeSet } from './types.ts'

/** What a change set is sure to ask for, so that it can be read at once: what it links, and what detectors ask every time. */
export function wantedBy(tracker: Tracker, known: KnownNodes, actor: Actor, changeSet: ChangeSet): Wanted {
  const ids = new Map<string, number[]>()
  const want = (className: string, some: readonly number[]): void => {
    ids.set(className, [...(ids.get(className) ?? []), ...some])
  }
  for (const { className, changes } of changeSet)
    for (const [name, value] of Object.entries(changes)) {
      const to = tracker.classes.get(className)?.properties.get(name)?.to
      /* Of a wrong type is refused later; negative ones are nodes of this change set. */
      if (to && (typeof value === 'number' || typeof value === 'object')) want(to, linkedIds(value).filter(isId))
    }
  if (actor.userId !== null && changeSet.some(({ id }) => id === null)) want('user', [actor.userId])
  return { ids, keys: known.usualKeys(new Set(changeSet.map((change) => `${change.className} ${eventOf(change)}`))) }
}

function isId(id: unknown): id is number {
  return Number.isInteger(id) && (id as number) > 0 && (id as number) <= MAX_ID
}
