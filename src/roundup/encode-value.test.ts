import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PropertyDefinition, Value } from '../schema/property.ts'
import { boolean, date, integer, interval, link, multilink, number, string } from '../schema/property.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import { decodeValue, WrongType } from './decode-value.ts'
import { encodeHistoryValue, encodeProperty } from './encode-value.ts'
import { deltaOf, historyValue } from './history-value.ts'
import { IdSet } from './id-set.ts'
import { parseLiteral } from './python-literal.ts'
import { pythonRepr } from './python-repr.ts'
import { sameValue } from './same-literal.ts'

const instant = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
const small = fc.integer({ min: 0, max: 5000 })
const span = fc
  .record({ years: small, months: small, days: small, hours: small, minutes: fc.nat(99), seconds: fc.nat(99) })
  .chain((parts) =>
    fc
      .constantFrom<1 | -1>(1, -1)
      .map((sign) => ({ sign: Object.values(parts).some(Boolean) ? sign : 1, ...parts }) as const),
  )
const id = fc.integer({ min: 1, max: 2 ** 31 - 1 })
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 })).map((list) => list.sort((one, other) => one - other))

const types: readonly (readonly [string, PropertyDefinition, fc.Arbitrary<Value>])[] = [
  ['strings', string(), fc.string({ unit: 'grapheme' })],
  ['booleans', boolean(), fc.boolean()],
  ['numbers', number({ double: true }), fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0))],
  ['integers', integer(), fc.integer()],
  ['dates', date(), instant],
  ['intervals', interval(), span],
  ['links', link('user'), id],
  ['multilinks', multilink('user'), ids],
]

for (const [name, definition, values] of types) {
  const property = propertyOf(definition)

  test(`${name} are read back as they are written`, () => {
    fc.assert(
      fc.property(values, (value) => {
        const literal = parseLiteral(pythonRepr(encodeProperty(property, value)))
        assert.deepEqual(
          decodeValue(property, literal, setOf(value), () => assert.fail('something was kept')),
          value,
        )
        assert.ok(sameValue(property, literal, encodeProperty(property, value)))
      }),
    )
  })

  test(`${name} come out of a history as they went in`, () => {
    fc.assert(
      fc.property(values, (value) => {
        const literal = encodeProperty(property, value)
        const stored = JSON.parse(JSON.stringify(historyValue(property, literal)))
        assert.ok(sameValue(property, encodeHistoryValue(property, stored), literal))
      }),
    )
  })
}

test('what was added to and removed from a multilink comes out of a history as it went in', () => {
  for (const text of ["(('+', ['2']), ('-', ['1']))", "(('-', ['1', '4']),)"]) {
    const stored = JSON.parse(JSON.stringify(deltaOf(parseLiteral(text))))
    assert.equal(pythonRepr(encodeHistoryValue(propertyOf(multilink('user')), stored)), text)
  }
})

test('a value of another type says what would be right', () => {
  for (const [definition, text] of [
    [string(), '1'],
    [boolean(), "'yes'"],
    [number(), "'1'"],
    [integer(), '1.5'],
    [date(), "'2020-01-01'"],
    [date(), '(2021, 2, 29, 0, 0, 0, 0, 0, 0)'],
    [date(), '(2020, 1, 1, 24, 0, 0, 0, 0, 0)'],
    [interval(), '(1, 2)'],
    [link('user'), "'ada'"],
    [multilink('user'), "'1'"],
    [multilink('user'), "['ada']"],
  ] as const)
    assert.throws(
      () => decodeValue(propertyOf(definition), parseLiteral(text), new IdSet(), () => undefined),
      WrongType,
      text,
    )
})

test('different values are told apart', () => {
  for (const [definition, one, other] of [
    [string(), "'a'", "'A'"],
    [string(), 'None', "''"],
    [number(), '0.1', '0.2'],
    [number(), '0', 'None'],
    [boolean(), '0', 'None'],
    [date(), '(2020, 1, 1, 0, 0, 0.001, 0, 0, 0)', '(2020, 1, 1, 0, 0, 0, 0, 0, 0)'],
    [interval(), '(1, 0, 0, 1, 0, 0, 0)', '(1, 0, 0, 0, 24, 0, 0)'],
    [interval(), '(1, 0, 0, 1, 0, 0, 0)', '(-1, 0, 0, 1, 0, 0, 0)'],
    [link('user'), "'1'", "'11'"],
    [multilink('user'), "['1']", "['1', '2']"],
  ] as const)
    assert.ok(!sameValue(propertyOf(definition), parseLiteral(one), parseLiteral(other)), `${one} and ${other}`)
})

test('one value in two forms is the same', () => {
  for (const [definition, one, other] of [
    [boolean(), '1', 'True'],
    [integer(), '7', '7L'],
    [link('user'), "'7'", '7L'],
    [multilink('user'), "['2', '1']", "['1', '2', '2']"],
    [multilink('user'), 'None', '[]'],
    [date(), '(2020, 1, 1, 0, 0, 5.6779999, 0, 0, 0)', '(2020, 1, 1, 0, 0, 5.678, 0, 0, 0)'],
    [date(), '(2020, 1, 1, 0, 0, 60, 0, 0, 0)', '(2020, 1, 1, 0, 0, 59.999, 0, 0, 0)'],
    [interval(), '(-1, 0, 0, 0, 0, 0, 0)', '(1, 0, 0, 0, 0, 0, 0)'],
  ] as const)
    assert.ok(sameValue(propertyOf(definition), parseLiteral(one), parseLiteral(other)), `${one} and ${other}`)
})

function propertyOf(definition: PropertyDefinition): PropertySchema {
  return {
    name: 'p',
    type: definition.type,
    definition,
    automatic: false,
    to: 'to' in definition ? definition.to : null,
    computedFrom: null,
  }
}

function setOf(value: Value): IdSet {
  const set = new IdSet()
  for (const one of Array.isArray(value) ? (value as readonly number[]) : typeof value === 'number' ? [value] : [])
    if (Number.isInteger(one) && one > 0) set.add(one)
  return set
}
