import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import { asciiDigits } from './digits.ts'
import { CLASS_NAME, MAX_ID, parseDesignator, printDesignator } from './designator.ts'

interface DesignatorCase {
  readonly [name: string]: unknown
  readonly input: string
  readonly result: readonly [string, string]
}
testExamples<DesignatorCase>('designators read as in Roundup', 'designators', ({ cases }) => {
  for (const { input, result } of cases) {
    const id = isRefusal(result) ? 0 : Number(asciiDigits(result[1]))
    if (isRefusal(result)) assert.throws(() => parseDesignator(input), { code: 'invalid' }, input)
    else if (id > MAX_ID) assert.throws(() => parseDesignator(input), { code: 'not-found' }, input)
    else assert.deepEqual(parseDesignator(input), { className: result[0], id }, input)
  }
})

test('every printed designator reads back', () => {
  const designators = fc.record(
    { className: fc.stringMatching(CLASS_NAME), id: fc.integer({ min: 0, max: MAX_ID }) },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(designators, (designator) =>
      assert.deepEqual(parseDesignator(printDesignator(designator)), designator),
    ),
  )
})

test('any text is a designator or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant('a'.repeat(50_000) + '!')), (text) => {
      try {
        parseDesignator(text)
      } catch (error) {
        assert.ok(error instanceof TrackerError)
      }
    }),
  )
})

test('digits of every script are digits', () => {
  assert.equal(asciiDigits('٢٠٢٠-０９ ९ 𝟗𝟎 x²'), '2020-09 9 90 x²')
})
