import type { Condition, Predicate, Test } from '../../schema/filter-spec.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { TrackerError } from '../../errors.ts'
import { allOf, anyOf, FALSE, not, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { column, linkTable, newAlias, onlyWhole, openScope, propertyOf } from './scope.ts'
import { searchPredicate, table, unavailable } from './scope.ts'
import type { Scope } from './scope.ts'
import { asksWhole, testSql } from './test-sql.ts'

type Whose = 'filter' | 'permission'

/**
 * A condition as SQL over the scope's nodes.
 *
 * A filter's condition is the reader's: every property on its way has to be one that the reader may search, and
 * every linked node one that the reader may see; where that depends on the node, a test holds only for nodes that
 * qualify, so that neither it nor its negation tells what they hold. A permission's own condition is asked as it is.
 */
export function conditionSql(scope: Scope, condition: Condition, whose: Whose = 'filter'): Fragment {
  if ('all' in condition) return allSql(scope, condition.all, whose)
  if ('any' in condition) return anyOf(condition.any.map((one) => conditionSql(scope, one, whose)))
  if ('not' in condition) return not(conditionSql(scope, condition.not, whose))
  return leafSql(scope, condition.path, condition.test, whose)
}

export function predicateSql(scope: Scope, predicate: Predicate): Fragment {
  if (predicate === true) return TRUE
  return predicate === false ? FALSE : conditionSql(scope, predicate, 'permission')
}

/** Which of the scope's nodes are there for the reader. */
export function visibleRows(scope: Scope): Fragment {
  return predicateSql(scope, scope.compilation.reader.visibility(scope.schema.name).rows)
}

/** Which of the nodes that a link leads to the reader may know more of than their ids. */
export function linkedRows(scope: Scope): Fragment {
  const { retired = true } = scope.compilation.reader.visibility(scope.schema.name)
  if (retired === true) return visibleRows(scope)
  return allOf([visibleRows(scope), anyOf([raw(`not ${scope.alias}._retired`), predicateSql(scope, retired)])])
}

function leafSql(scope: Scope, path: readonly string[], test: Test, whose: Whose): Fragment {
  const [first, ...rest] = path
  if (first === undefined) throw new TrackerError('invalid', 'A filter names a property')
  if (rest.length > 0) return hopSql(scope, first, { path: rest, test }, whose)
  if (whose === 'permission') return testSql(scope, first, test, visibleRows)
  return allOf([mayAsk(scope, first, test), testSql(scope, first, test, visibleRows)])
}

/** Whether the reader may ask this of the property, ids of what it links to included. */
function mayAsk(scope: Scope, property: string, test: Test): Fragment {
  const schema = scope.schema.properties.get(property)
  if (!schema && property !== 'id' && !(property === 'content' && scope.schema.hasContent))
    propertyOf(scope.schema, property)
  const predicate = searchPredicate(scope, property, 'Filters')
  if (schema?.to) requireNames(scope, schema)
  return predicateSql(scope, asksWhole(test) ? predicate : viewPredicate(scope, property))
}

/** A part of a value, or a range, tells it letter by letter: for that the reader has to be one who may see it. */
function viewPredicate(scope: Scope, property: string): Predicate {
  const predicate = scope.compilation.reader.visibility(scope.schema.name).property(property)
  if (predicate === false) throw onlyWhole(property)
  return predicate
}

/** Whoever asks for a link names what it leads to: the target's label has to be one the reader may search. */
function requireNames(scope: Scope, property: PropertySchema): void {
  const target = scope.compilation.tracker.classes.get(property.to!)!
  if (scope.compilation.reader.visibility(target.name).searchable(target.label) === false)
    throw unavailable('Filters', property.name)
}

/**
 * The members of an `all`: those that go through the same property are asked of the same linked node, be it a leaf
 * or alternatives that all go that way. Ids of the multilink itself (`messages=5&messages.author=3`) join them, but
 * not two such tests, which would contradict each other.
 */
function allSql(scope: Scope, conditions: readonly Condition[], whose: Whose): Fragment {
  const through = new Map<string, Condition[]>()
  const alone: Condition[] = []
  for (const condition of conditions) {
    const first = commonFirst(condition)
    if (first === null) alone.push(condition)
    else through.set(first, [...(through.get(first) ?? []), condition])
  }
  const parts = alone.map((condition) => conditionSql(scope, condition, whose))
  for (const [first, group] of through) {
    const ids = alone.filter((condition) => isIdTest(condition, first)) as { test: Test }[]
    const rest = group.length === 1 ? withoutFirst(group[0]!) : { all: group.map(withoutFirst) }
    parts.push(hopSql(scope, first, rest, whose, ids.length === 1 ? ids[0]!.test : null))
  }
  return allOf(parts)
}

function isIdTest(condition: Condition, property: string): boolean {
  return (
    'path' in condition &&
    condition.path.length === 1 &&
    condition.path[0] === property &&
    condition.test.is === 'any-of'
  )
}

/** The property that all paths of a leaf or of alternatives go through; null when there is no single one. */
function commonFirst(condition: Condition): string | null {
  if ('path' in condition) return condition.path.length > 1 ? condition.path[0]! : null
  if (!('any' in condition) || condition.any.length === 0) return null
  const firsts = new Set(condition.any.map(commonFirst))
  return firsts.size === 1 ? [...firsts][0]! : null
}

function withoutFirst(condition: Condition): Condition {
  if ('path' in condition) return { path: condition.path.slice(1), test: condition.test }
  return { any: (condition as { any: readonly Condition[] }).any.map(withoutFirst) }
}

/** A node that the property links to, for which the condition holds, and the test of its id if there is one. */
function hopSql(scope: Scope, property: string, condition: Condition, whose: Whose, id: Test | null = null): Fragment {
  const schema = propertyOf(scope.schema, property)
  if (schema.to === null)
    throw new TrackerError('invalid', `${scope.schema.name}.${property} is no link, so nothing can follow it`)
  const near = whose === 'filter' ? predicateSql(scope, searchPredicate(scope, property, 'Filters')) : TRUE
  const target = openScope(scope.compilation, schema.to)
  const far = [conditionSql(target, condition, whose)]
  if (id) far.push(testSql(target, 'id', id, visibleRows))
  if (whose === 'filter') far.push(linkedRows(target))
  return allOf([near, existsLinked(scope, schema, target, far)])
}

/** `exists` over the nodes that a link or multilink leads to. */
export function existsLinked(
  scope: Scope,
  property: PropertySchema,
  target: Scope,
  conditions: readonly Fragment[],
): Fragment {
  if (property.type === 'link')
    return part`exists (select from ${table(target)} where ${allOf([part`${column(target, 'id')} = ${column(scope, property.name)}`, ...conditions])})`

  const link = linkTable(scope.schema, property)
  const alias = newAlias(scope.compilation)
  const joined = raw(`${link.table} ${alias} join`)
  const on = raw(`${target.alias}."id" = ${alias}.${link.far}`)
  const own = [raw(`${alias}.${link.near} = ${scope.alias}."id"`), ...conditions]
  if (link.computed) own.push(raw(`not ${target.alias}._retired`))
  return part`exists (select from ${joined} ${table(target)} on ${on} where ${allOf(own)})`
}
