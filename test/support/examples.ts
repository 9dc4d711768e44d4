import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { sharedData } from './shared-data.ts'

/** One observed answer; `right` says in words what ours is where Roundup's is wrong. */
export interface Example {
  readonly right?: string
  readonly [name: string]: unknown
}
export interface Examples<E extends Example> {
  readonly cases: readonly E[]
  readonly [name: string]: unknown
}

/** A test over all cases of one file of observed values, skipped where the file is not there. */
export function testExamples<E extends Example>(
  sentence: string,
  file: string,
  check: (examples: Examples<E>, context: TestContext) => void | Promise<void>,
): void {
  const path = sharedData(`values/${file}.json`)
  test(sentence, { skip: path === null && `values/${file}.json is not here` }, (context) =>
    check(JSON.parse(readFileSync(path!, 'utf8')) as Examples<E>, context),
  )
}

export function isRefusal(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'error' in result
}
