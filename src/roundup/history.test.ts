import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PropertySchema } from '../schema/tracker.ts'
import type { PropertyDefinition } from '../schema/property.ts'
import { date, interval, link, multilink, number, password, string } from '../schema/property.ts'
import type { Changes } from './history.ts'
import { reconstructChanges } from './history.ts'
import type { Literal } from './python-literal.ts'
import { parseLiteral } from './python-literal.ts'

const properties = new Map(
  Object.entries({
    title: string(),
    status: link('status'),
    due: date(),
    estimate: interval(),
    effort: number(),
    secret: password(),
    nosy: multilink('user'),
  }).map(([name, definition]) => [name, propertyOf(name, definition)]),
)

test('a new value is the old value of the next change, or the value of today', () => {
  assert.deepEqual(
    changesOf(["{'title': 'one', 'status': None}", "{'title': 'two'}"], { title: "'three'", status: "'7'" }),
    [{ title: ['one', 'two'], status: [null, 7] }, { title: ['two', 'three'] }],
  )
})

test('a property that was changed to nothing and back', () => {
  assert.deepEqual(changesOf(["{'title': 'one'}", "{'title': None}"], { title: "'two'" }), [
    { title: ['one', null] },
    { title: [null, 'two'] },
  ])
})

test('the last new value of a property that is gone is not known', () => {
  assert.deepEqual(changesOf(["{'mood': 'glum'}", "{'mood': 'gay'}"], {}), [
    { mood: ['glum', 'gay'] },
    { mood: ['gay'] },
  ])
})

test('values are written as the journal writes them', () => {
  const old =
    "{'due': (2020, 2, 29, 12, 30, 15.25, 0, 0, 0), 'estimate': (-1, 0, 0, 2, 0, 30, 0), 'effort': 1.5, 'secret': '{SSHA}abc'}"
  const now = { due: 'None', estimate: '(1, 1, 2, 3, 4, 5, 6)', effort: '3.0', secret: "'{SHA}def'" }
  assert.deepEqual(changesOf([old], now), [
    {
      due: ['2020-02-29T12:30:15.250Z', null],
      estimate: ['- 2d 0:30', '+ 1y 2m 3d 4:05:06'],
      effort: [1.5, 3],
      secret: ['{SSHA}*encrypted*', '{SHA}*encrypted*'],
    },
  ])
})

test('a multilink keeps what was added and removed', () => {
  assert.deepEqual(changesOf(["{'nosy': (('+', ['2']), ('-', ['1']))}"], { nosy: "['2']" }), [
    { nosy: { '+': [2], '-': [1] } },
  ])
})

test('a whole list gets the list after it', () => {
  const sets = ["{'nosy': ['2', '1']}", "{'nosy': (('+', ['3']), ('-', ['1']))}", "{'nosy': (('+', ['4']),)}"]
  assert.deepEqual(changesOf(sets, { nosy: "['2', '3', '4']" })[0], {
    nosy: [
      [2, 1],
      [1, 2],
    ],
  })
})

test('a value of another type than its property is kept as what it is', () => {
  const changes = changesOf(["{'status': 'unread', 'due': 'soon', 'mood': (1, [None, {'a': 5L}])}"], {
    status: "'1'",
    due: 'None',
  })
  assert.deepEqual(changes, [
    { status: ['unread', 1], due: ['soon', null], mood: [{ tuple: [1, [null, { dict: { a: 5 } }]] }] },
  ])
})

test('entries without a change stay', () => {
  assert.deepEqual(changesOf(['{}', "{'title': ''}", '{}'], { title: "'x'" }), [{}, { title: ['', 'x'] }, {}])
})

function changesOf(sets: readonly string[], row: Readonly<Record<string, string>>): Changes[] {
  const old = sets.map((text) => parseLiteral(text) as ReadonlyMap<string, Literal>)
  return reconstructChanges(old, properties, (name) => (name in row ? parseLiteral(row[name]!) : undefined))
}

function propertyOf(name: string, definition: PropertyDefinition): PropertySchema {
  const to = 'to' in definition ? definition.to : null
  return { name, type: definition.type, definition, automatic: false, to, computedFrom: null }
}
