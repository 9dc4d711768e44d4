import { TrackerError } from '../../errors.ts'
import type { Condition, Test } from '../../schema/filter-spec.ts'
import type { ReadQuery } from '../../schema/read-query.ts'
import type { Expression } from '../../values/expression.ts'

/* A filter is text from the outside: these keep one statement's planning and running within bounds. */
const MAX_TESTS = 200
const MAX_DEPTH = 20
const MAX_PATH = 8
const MAX_IDS = 10_000
const MAX_TEXT = 1_000
const MAX_SORT_KEYS = 10
const MAX_COLUMNS = 100
export const MAX_OFFSET = 100_000

/** @throws {TrackerError} invalid, with what is too large and how large it may be. */
export function checkLimits(query: ReadQuery): void {
  if (countTests(query.where, 1) > MAX_TESTS) refuse(`A filter may hold ${MAX_TESTS} tests at most`)
  if (query.order.length > MAX_SORT_KEYS) refuse(`A list may be sorted by ${MAX_SORT_KEYS} properties at most`)
  if (query.columns.length > MAX_COLUMNS) refuse(`A list may have ${MAX_COLUMNS} columns at most`)
  for (const { path } of query.order) checkPath(path)
  for (const path of query.columns) checkPath(path)
  const offset = query.offset ?? 0
  if (!Number.isInteger(offset) || offset < 0) refuse('A list starts at a row that is a whole number from 0 on')
  if (offset > MAX_OFFSET) refuse(`A list may start at row ${MAX_OFFSET} at most: narrow the filter instead`)
}

function refuse(message: string): never {
  throw new TrackerError('invalid', message)
}

function checkPath(path: readonly string[]): void {
  if (path.length > MAX_PATH) refuse(`${path.slice(0, MAX_PATH).join('.')}…: a path may have ${MAX_PATH} steps at most`)
}

function countTests(condition: Condition, depth: number): number {
  if (depth > MAX_DEPTH) refuse(`A filter may be ${MAX_DEPTH} levels deep at most`)
  if ('path' in condition) {
    checkPath(condition.path)
    return testSize(condition.test, depth)
  }
  const members = 'not' in condition ? [condition.not] : 'all' in condition ? condition.all : condition.any
  return members.reduce((sum, member) => sum + countTests(member, depth + 1), 0)
}

function testSize(test: Test, depth: number): number {
  if ('text' in test && test.text.length > MAX_TEXT) refuse(`A filter's text may have ${MAX_TEXT} characters at most`)
  if (test.is === 'any-of' && test.ids.length > MAX_IDS) refuse(`A filter may name ${MAX_IDS} ids at most`)
  return test.is === 'expression' ? expressionSize(test.expression, depth) : 1
}

/** Postfix nests to the left, `1,2,-4,3,-4`, so an expression may be as deep as it is large. */
function expressionSize(expression: Expression, depth: number): number {
  const open: Expression[] = [expression]
  let size = 0
  for (let next = open.pop(); next; next = open.pop()) {
    size += 1
    if (size > MAX_TESTS * 2) refuse(`A filter may hold ${MAX_TESTS} tests at most`)
    if ('not' in next) open.push(next.not)
    if ('and' in next) open.push(...next.and)
    if ('or' in next) open.push(...next.or)
  }
  return Math.max(1, size - depth)
}
