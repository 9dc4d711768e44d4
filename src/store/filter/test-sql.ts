import { TrackerError } from '../../errors.ts'
import type { IdOperand, Test } from '../../schema/filter-spec.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import type { Expression } from '../../values/expression.ts'
import { intervalSeconds } from '../../values/interval.ts'
import type { Range } from '../../values/range.ts'
import { allOf, anyOf, FALSE, idList, not, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { column, linkTable, newAlias, openScope, propertyOf } from './scope.ts'
import type { Scope } from './scope.ts'

const MOST_IN_TEXT = 20

/** Which nodes of a scope the reader may know of: conditions of its own, so whoever makes those brings it. */
export type VisibleRows = (scope: Scope) => Fragment

/** One test of one property of the scope's own class, as SQL. */
export function testSql(scope: Scope, property: string, test: Test, visible: VisibleRows): Fragment {
  if (property === 'id') return idTest(scope, test)
  if (property === 'content' && scope.schema.hasContent) return contentTest(scope, test)
  const schema = propertyOf(scope.schema, property)
  if (schema.type === 'multilink') return multilinkTest(scope, schema, test, visible)
  if (test.is === 'unset') return part`${column(scope, property)} is null`
  return valueTest(scope, schema, test) ?? unfit(property, test)
}

/** Whether a test asks for whole values: who guesses one is told, but nobody comes nearer to it by trying. */
export function asksWhole(test: Test): boolean {
  if (test.is === 'containing') return false
  if (test.is !== 'number' && test.is !== 'date' && test.is !== 'interval') return true
  const { from, to } = test.range
  if (from === null || to === null) return from === to
  if (test.is === 'interval') return intervalSeconds(test.range.from!) === intervalSeconds(test.range.to!)
  return Number(from) === Number(to)
}

function unfit(property: string, test: Test): never {
  throw new TrackerError('invalid', `${property} can't be asked for "${test.is}"`, {
    faults: [{ property, message: `${property} can't be asked for "${test.is}"` }],
  })
}

function idTest(scope: Scope, test: Test): Fragment {
  const id = column(scope, 'id')
  if (test.is === 'unset') return FALSE
  if (test.is === 'any-of') {
    const ids = resolveIds(scope, test.ids)
    return ids.length === 0 ? FALSE : part`${id} = any(${ids}::integer[])`
  }
  if (test.is === 'number') return numberRange(id, test.range, 'integer')
  return unfit('id', test)
}

function valueTest(scope: Scope, { name, type, definition }: PropertySchema, test: Test): Fragment | null {
  const value = column(scope, name)
  switch (type) {
    case 'link':
      if (test.is === 'any-of') return among(scope, value, test.ids)
      return test.is === 'expression' ? expressionSql(test.expression, linkOperand(value)) : null
    case 'string':
      if (test.is === 'containing') return part`${value} ilike ${`%${escapeLike(test.text)}%`}`
      if (test.is === 'same') return part`lower(${value}) = lower(${test.text})`
      return test.is === 'equal' ? part`${value} = ${test.text}` : null
    case 'password':
      return test.is === 'equal' ? part`${value} = ${test.text}` : null
    case 'boolean':
      return test.is === 'boolean' ? part`${value} = ${test.value}` : null
    case 'integer':
      return test.is === 'number' ? numberRange(value, test.range, 'integer') : null
    case 'number':
      return test.is === 'number'
        ? numberRange(value, test.range, 'double' in definition && definition.double ? 'double' : 'real')
        : null
    case 'date':
      return test.is === 'date' ? dateRange(value, test.range) : null
    case 'interval':
      if (test.is !== 'interval') return null
      return secondsRange(column(scope, `_${name}_seconds`), test.range)
    default:
      return null
  }
}

/** The text between wildcards of LIKE, none of its own characters being one. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

/** Ids of the list, the reader's own where `@me` stands; nothing where there is no reader. */
function resolveIds(scope: Scope, ids: readonly IdOperand[]): number[] {
  const { userId } = scope.compilation.reader
  return ids.flatMap((id) => (typeof id === 'number' ? [id] : userId === null ? [] : [userId]))
}

function among(scope: Scope, value: Fragment, operands: readonly IdOperand[]): Fragment {
  const ids = idsSql(scope, operands)
  return ids === null ? FALSE : part`${value} = any(${ids})`
}

/**
 * The ids that a filter names as an array; null for none. Few of them are part of the text, for the plan depends on how
 * common they are; many, or the reader's own, would make texts that are never seen again.
 */
function idsSql(scope: Scope, operands: readonly IdOperand[]): Fragment | null {
  const ids = resolveIds(scope, operands)
  if (ids.length === 0) return null
  const isText = ids.length <= MOST_IN_TEXT && operands.every((operand) => typeof operand === 'number')
  return isText ? idList(ids) : part`${ids}::integer[]`
}

/** Integers are compared as such, whatever fraction a bound has, so that an index serves. */
function numberRange(value: Fragment, range: Range<number>, type: 'integer' | 'real' | 'double'): Fragment {
  const sqlType = raw({ integer: 'bigint', real: 'real', double: 'double precision' }[type])
  const from = range.from !== null && type === 'integer' ? Math.ceil(range.from) : range.from
  const to = range.to !== null && type === 'integer' ? Math.floor(range.to) : range.to
  return between(value, from, to, sqlType)
}

function dateRange(value: Fragment, range: Range<Date>): Fragment {
  return between(value, range.from?.toISOString() ?? null, range.to?.toISOString() ?? null, raw('timestamptz'))
}

function secondsRange(value: Fragment, { from, to }: Extract<Test, { is: 'interval' }>['range']): Fragment {
  return between(value, from && intervalSeconds(from), to && intervalSeconds(to), raw('bigint'))
}

/** Open at both ends, it still asks for a value. */
function between(value: Fragment, from: number | string | null, to: number | string | null, type: Fragment): Fragment {
  const ends: Fragment[] = []
  if (from !== null) ends.push(part`${value} >= ${from}::${type}`)
  if (to !== null) ends.push(part`${value} <= ${to}::${type}`)
  return ends.length === 0 ? part`${value} is not null` : allOf(ends)
}

function contentTest(scope: Scope, test: Test): Fragment {
  const hash = column(scope, '_content')
  if (test.is === 'unset') return part`${hash} is null`
  const alias = raw(newAlias(scope.compilation))
  const matching = contentMatch(part`_content_text(${alias}.bytes)`, test)
  return part`exists (select from _content ${alias} where ${alias}.hash = ${hash} and ${matching})`
}

function contentMatch(text: Fragment, test: Test): Fragment {
  if (test.is === 'containing') return part`${text} ilike ${`%${escapeLike(test.text)}%`}`
  if (test.is === 'same') return part`lower(${text}) = lower(${test.text})`
  if (test.is === 'equal') return part`${text} = ${test.text}`
  return unfit('content', test)
}

function multilinkTest(scope: Scope, property: PropertySchema, test: Test, visible: VisibleRows): Fragment {
  if (test.is === 'unset') return not(linked(scope, property, null, visible))
  if (test.is === 'any-of') {
    const ids = idsSql(scope, test.ids)
    return ids === null ? FALSE : linked(scope, property, ids, visible)
  }
  if (test.is !== 'expression') return unfit(property.name, test)
  return expressionSql(test.expression, {
    id: (id) => linked(scope, property, idList([id]), visible),
    empty: () => not(linked(scope, property, null, visible)),
  })
}

/** Whether the multilink has a target, or one of these. Of computed ones only what the reader may see is a target. */
function linked(scope: Scope, property: PropertySchema, ids: Fragment | null, visible: VisibleRows): Fragment {
  const { table, near, far, computed } = linkTable(scope.schema, property)
  const link = newAlias(scope.compilation)
  const conditions = [raw(`${link}.${near} = ${scope.alias}."id"`)]
  if (ids) conditions.push(part`${raw(`${link}.${far}`)} = any(${ids})`)
  if (!computed) return part`exists (select from ${raw(`${table} ${link}`)} where ${allOf(conditions)})`

  const linker = openScope(scope.compilation, property.to!)
  conditions.push(raw(`not ${linker.alias}._retired`), visible(linker))
  return part`exists (select from ${raw(`${table} ${link} join "${linker.schema.name}" ${linker.alias} on ${linker.alias}."id" = ${link}.${far}`)} where ${allOf(conditions)})`
}

interface Operands {
  id(id: number): Fragment
  empty(): Fragment
}

function linkOperand(value: Fragment): Operands {
  return { id: (id) => part`${value} = any(${idList([id])})`, empty: () => part`${value} is null` }
}

function expressionSql(expression: Expression, operands: Operands): Fragment {
  if ('id' in expression) return operands.id(expression.id)
  if ('empty' in expression) return operands.empty()
  if ('not' in expression) return not(expressionSql(expression.not, operands))
  if ('and' in expression) return allOf(expression.and.map((side) => expressionSql(side, operands)))
  if ('or' in expression) return anyOf(expression.or.map((side) => expressionSql(side, operands)))
  return TRUE
}
