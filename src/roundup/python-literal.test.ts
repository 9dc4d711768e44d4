import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedData } from '../../test/support/shared-data.ts'
import { LiteralError } from './literal-error.ts'
import type { Literal } from './python-literal.ts'
import { LiteralReader, parseLiteral, Tuple } from './python-literal.ts'

test('None, truth values and numbers', () => {
  assert.equal(parseLiteral('None'), null)
  assert.equal(parseLiteral('True'), true)
  assert.equal(parseLiteral(' -0.5 '), -0.5)
  assert.equal(parseLiteral('5002L'), 5002)
  assert.equal(parseLiteral('1e+16'), 1e16)
  assert.equal(parseLiteral('-inf'), -Infinity)
  assert.ok(Number.isNaN(parseLiteral('nan')))
})

test('a whole number keeps all its digits', () => {
  assert.equal(parseLiteral('-9007199254740993L'), -9007199254740993n)
})

test('a string is the UTF-8 of its escapes', () => {
  assert.equal(parseLiteral(String.raw`'na\xc3\xafve \'x\' \\ \t\n\r\a\0\101'`), "naïve 'x' \\ \t\n\r\x07\0A")
  assert.equal(parseLiteral(`"It's second"`), "It's second")
})

test('a u string holds its characters', () => {
  assert.equal(parseLiteral(String.raw`u'caf\xe9 \u2603 \U0001f40d'`), 'café ☃ 🐍')
})

test('bytes that are no UTF-8 are Windows-1252, and noted', () => {
  const reader = new LiteralReader()
  assert.equal(reader.read(Buffer.from(String.raw`'caf\xe9 \x80'`)), 'café €')
  assert.deepEqual(reader.flaws, ['not-utf-8'])
})

test('NUL characters and lone surrogates are noted', () => {
  const reader = new LiteralReader()
  assert.deepEqual(reader.read(Buffer.from(String.raw`['a\x00', u'\ud800', 'b\x00']`)), ['a\0', '\ud800', 'b\0'])
  assert.deepEqual(reader.flaws, ['nul', 'surrogate', 'nul'])
})

test('what is no literal is refused where it goes wrong', () => {
  for (const [text, at] of [
    ['', 0],
    ['null', 0],
    ['(1, 2', 0],
    ["'abc", 0],
    ["'a' 1", 4],
    ['[1 2]', 3],
    ["{'a' 1}", 5],
    ['-(-1)', 0],
    ['(1)', 0],
    [String.raw`'\xg0'`, 3],
    ['1.2.3', 0],
    ['-.', 0],
  ] as const)
    assert.throws(
      () => parseLiteral(text),
      (error) => error instanceof LiteralError && error.at === at,
      text,
    )
})

test('nesting without end is refused', () => {
  assert.throws(() => parseLiteral('['.repeat(100_000)), /nested/)
})

test('whatever Python writes is read back', () => {
  fc.assert(
    fc.property(literal, (value) => {
      assert.deepEqual(parseLiteral(repr(value)), value)
    }),
  )
})

test('any bytes at all give a value or a refusal with a place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        new LiteralReader().read(Buffer.from(bytes))
      } catch (error) {
        assert.ok(error instanceof LiteralError)
        assert.ok(error.at >= 0 && error.at <= bytes.length)
      }
    }),
  )
})

const cases = sharedData('values/literals.json')
test('cells as Roundup reads them', { skip: cases === null && 'the reference data is not here' }, () => {
  for (const { input, result, right } of JSON.parse(readFileSync(cases!, 'utf8')).cases) {
    if (right !== undefined) assert.equal(parseLiteral(input), 'café')
    else if ('value' in result) assert.deepEqual(plain(parseLiteral(input)), plainCase(result.value), input)
    // Roundup stops at bytes that are no UTF-8 of their own; these are characters, and kept.
    else if (input !== "'naïve'") assert.throws(() => parseLiteral(input), LiteralError, input)
  }
})

const literal: fc.Arbitrary<Literal> = fc.letrec<{ value: Literal }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((number) => number + 0),
    fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value')),
    fc.array(tie('value')).map((items) => new Tuple(items)),
    fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), tie('value'))).map((entries) => new Map(entries)),
  ),
})).value

/** Python's `repr`, written anew for the test. */
function repr(value: Literal): string {
  if (value === null) return 'None'
  if (value === true || value === false) return value ? 'True' : 'False'
  if (typeof value === 'number') {
    const whole = Number.isInteger(value) && !Number.isSafeInteger(value)
    return (whole ? value.toExponential() : String(value)).replace('Infinity', 'inf')
  }
  if (typeof value === 'bigint') return `${value}L`
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    let text = ''
    for (const byte of Buffer.from(value)) {
      const character = String.fromCharCode(byte)
      if (character === quote || character === '\\') text += `\\${character}`
      else text += byte >= 32 && byte < 127 ? character : `\\x${byte.toString(16).padStart(2, '0')}`
    }
    return quote + text + quote
  }
  if (value instanceof Tuple) return `(${value.items.map(repr).join(', ')}${value.items.length === 1 ? ',' : ''})`
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`
  return `[${(value as readonly Literal[]).map(repr).join(', ')}]`
}

/** Forms in which a literal and the value of a case can be compared. */
function plain(value: Literal): unknown {
  if (value instanceof Tuple) return { tuple: value.items.map(plain) }
  if (value instanceof Map) return { dict: Object.fromEntries([...value].map(([key, item]) => [key, plain(item)])) }
  return Array.isArray(value) ? value.map(plain) : value
}
// oxlint-disable-next-line typescript/no-explicit-any -- whatever the file of cases holds
function plainCase(value: any): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(plainCase)
  if ('float' in value) return Number(value.float)
  if ('tuple' in value) return { tuple: value.tuple.map(plainCase) }
  return { dict: Object.fromEntries(Object.entries(value.dict).map(([key, item]) => [key, plainCase(item)])) }
}
