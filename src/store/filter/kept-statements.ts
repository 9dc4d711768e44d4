import type { Condition, Reader } from '../../schema/filter-spec.ts'
import type { Tracker } from '../../schema/tracker.ts'
import { statementsOn } from '../database.ts'
import type { Sql } from '../database.ts'
import { Place, statementText } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { largeClasses } from './linked-nodes.ts'
import { compilation } from './scope.ts'
import type { Compilation } from './scope.ts'

/** Statements kept for one set of rights; each takes some 20 kB. */
const MOST = 200

const byRights = new WeakMap<object, Map<string, unknown>>()

/**
 * What `compose` makes of a question, made once for all readers whose rights are the same: composing the statements of an
 * issue's page took a quarter of the time that the page did. What depends on who the reader is, through `@me`, is kept
 * for that reader alone.
 *
 * @param question  names all that `compose` depends on, save the tracker and the reader.
 */
export function keptFor<Composed extends object>(
  tracker: Tracker,
  reader: Reader,
  question: string,
  compose: (compiled: Compilation) => Composed,
): Composed {
  const { rights } = reader
  if (!rights) return compose(compilation(tracker, reader))
  let kept = byRights.get(rights)
  if (!kept) byRights.set(rights, (kept = new Map()))
  /* A class that proved to be large is read in another way from then on. */
  const ofAll = `${largeClasses(tracker)} ${question}`
  const ofOne = `${reader.userId} ${ofAll}`
  const known = kept.get(ofAll) ?? kept.get(ofOne)
  if (known) return known as Composed

  let isOfOne = false
  const composed = compose(
    compilation(tracker, {
      visibility: (className) => reader.visibility(className),
      get userId() {
        isOfOne = true
        return reader.userId
      },
    }),
  )
  if (kept.size >= MOST) kept.delete(kept.keys().next().value!)
  kept.set(isOfOne ? ofOne : ofAll, composed)
  return composed
}

/** A statement as it is kept: its text put together, values that are given when it runs left open. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

export function statementOf(fragment: Fragment): Statement {
  return { text: statementText(fragment), values: fragment.values }
}

/** Runs it with the values for its places. */
export async function runWith<R>(sql: Sql, { text, values }: Statement, given: readonly unknown[]): Promise<R[]> {
  const filled = values.map((value) => (value instanceof Place ? given[value.index] : value))
  return (await statementsOn(sql)(text, filled)) as R[]
}

/** Numbers that JSON has no word for would all be the same there; they stand in conditions only. */
export function questionOf(kind: string, where: Condition, rest: object): string {
  const condition = JSON.stringify(where, (_name, value: unknown) => (isUnsaid(value) ? `#${String(value)}` : value))
  return `${kind} ${condition} ${JSON.stringify(rest)}`
}

function isUnsaid(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value)
}
