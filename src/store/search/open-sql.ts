import { isDeepStrictEqual } from 'node:util'
import type { Condition, Predicate, Reader } from '../../schema/filter-spec.ts'
import { EVERYTHING, ME } from '../../schema/filter-spec.ts'
import type { Tracker } from '../../schema/tracker.ts'
import { predicateSql } from '../filter/condition-sql.ts'
import { allOf, anyOf, FALSE, not, TRUE } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'
import type { Scope } from '../filter/scope.ts'

/** Stands for readers where permissions are asked of roles. */
export const nobody: Reader = {
  userId: null,
  visibility: () => ({ rows: false, property: () => false, searchable: () => false, label: null }),
}

/*
 * A text is open where every reader who may see the issue may read it too. What a single person may read (`@me`) is
 * open to nobody; whoever might see the issue is taken to see it. So what is open in doubt is not.
 */

/**
 * Whether a text that a thread owns is open, as SQL over the thread's node and the text's.
 *
 * @param link  the thread's property that owns the text; null where it is the thread's own.
 */
export function openSql(tracker: Tracker, thread: Scope, link: string | null, text: Scope, property: string): Fragment {
  const roles = tracker.roles.filter((role) => role !== 'Admin')
  return allOf(roles.map((role) => openToRole(tracker, role, thread, link, text, property)))
}

function openToRole(
  tracker: Tracker,
  role: string,
  thread: Scope,
  link: string | null,
  text: Scope,
  property: string,
): Fragment {
  const rows = viewPredicate(tracker, role, thread.schema.name, null)
  const sees = predicateSql(thread, mapPredicate(rows, hopeful))
  if (sees === FALSE) return TRUE
  const reads = [surelyReads(tracker, role, thread, link ?? property, rows)]
  if (link !== null) {
    const textRows = viewPredicate(tracker, role, text.schema.name, null)
    reads.push(predicateSql(text, mapPredicate(textRows, doubtful)), surelyReads(tracker, role, text, property, null))
  }
  return anyOf([not(sees), allOf(reads)])
}

/** @param rows  a condition that holds for whoever asks: a property under the same one needs no other. */
function surelyReads(tracker: Tracker, role: string, scope: Scope, property: string, rows: Predicate | null): Fragment {
  const predicate = viewPredicate(tracker, role, scope.schema.name, property)
  if (rows !== null && isDeepStrictEqual(predicate, rows)) return TRUE
  return predicateSql(scope, mapPredicate(predicate, doubtful))
}

function viewPredicate(tracker: Tracker, role: string, className: string, property: string | null): Predicate {
  const grants = tracker.grants.filter(
    (grant) =>
      grant.role === role &&
      grant.permission === 'View' &&
      (grant.className === null || grant.className === className) &&
      (property === null || grant.properties === null || grant.properties.includes(property)),
  )
  if (grants.some(({ condition }) => condition === null)) return true
  return grants.length === 0 ? false : { any: grants.map(({ condition }) => condition!) }
}

function mapPredicate(predicate: Predicate, map: (condition: Condition) => Condition): Predicate {
  return typeof predicate === 'boolean' ? predicate : map(predicate)
}

/** Everybody might be the one that is asked for. */
function hopeful(condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map(hopeful) }
  if ('any' in condition) return { any: condition.any.map(hopeful) }
  if ('not' in condition) return namesReader(condition.not) ? EVERYTHING : condition
  return namesReader(condition) ? EVERYTHING : condition
}

/** Nobody is the one that is asked for. */
function doubtful(condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map(doubtful) }
  if ('any' in condition) return { any: condition.any.map(doubtful) }
  if ('not' in condition) return namesReader(condition.not) ? { any: [] } : condition
  return namesReader(condition) ? { any: [] } : condition
}

function namesReader(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(namesReader)
  if ('any' in condition) return condition.any.some(namesReader)
  if ('not' in condition) return namesReader(condition.not)
  return condition.test.is === 'any-of' && condition.test.ids.includes(ME)
}
