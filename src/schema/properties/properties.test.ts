import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../../test/support/examples.ts'
import { sampleContext, sampleProperty, sampleTracker } from '../../../test/support/sample-tracker.ts'
import { TrackerError } from '../../errors.ts'
import { printInterval } from '../../values/interval.ts'
import { passwordScheme } from '../../values/password.ts'
import type { Value } from '../property.ts'
import { parseMultilinkInput, propertyKinds, validate } from './index.ts'

const parse = (className: string, name: string, text: string | readonly string[], current: readonly number[] = []) => {
  const property = sampleProperty(className, name)
  return propertyKinds[property.type].parse(text, property, { ...sampleContext, current })
}

interface RawCase {
  readonly [name: string]: unknown
  readonly class: string
  readonly property: string
  readonly item: string | null
  readonly input: string | readonly string[]
  readonly right?: string
  readonly result: { readonly value: unknown }
}
/** An empty text empties every property, not only those of which Roundup says so. */
const EMPTIES = new Set(['votes', 'estimate', 'due'])
/** Multilinks of the items that the examples change. */
const CURRENT: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  3: { keyword: [1, 2] },
  2: { dependson: [1] },
}

testExamples<RawCase>('typed text is stored as Roundup stores it', 'raw-properties', async ({ cases }) => {
  for (const { class: className, property: name, item, input, right, result } of cases) {
    // `content` and what no class has are another matter.
    if (!sampleTracker.classes.get(className)?.properties.has(name)) continue
    const read = () => parse(className, name, input, CURRENT[item ?? '']?.[name])
    const label = `${name} ${JSON.stringify(input)}`
    if (input === '' && EMPTIES.has(name)) assert.equal(await read(), null, label)
    else if (right?.startsWith('refused') || isRefusal(result)) await assert.rejects(read, TrackerError, label)
    else assert.deepEqual(observed(name, await read()), comparable(result.value), label)
  }
})

/** A stored value as the examples write it, ids as numbers. */
function observed(name: string, value: Value): unknown {
  if (value instanceof Date) return { date: value.toISOString() }
  if (value === Infinity) return { float: 'inf' }
  if (name === 'secret') return { password: passwordScheme(value as string) }
  if (typeof value === 'object' && value !== null && 'sign' in value) return { interval: printInterval(value) }
  return value
}
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(Number)
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
}

test('a refusal names property, input and what would be right, and is a fault of the property', async () => {
  await assert.rejects(parse('issue', 'priority', 'nosuch'), {
    code: 'invalid',
    message: 'priority: there is no priority "nosuch": write the id or the key of one',
    faults: [
      { property: 'priority', message: 'priority: there is no priority "nosuch": write the id or the key of one' },
    ],
  })
  await assert.rejects(parse('issue', 'blocked', 'maybe'), /blocked: "maybe" is neither yes nor no/)
  await assert.rejects(parse('issue', 'votes', ['1', '2']), /votes: takes one value, not 2/)
  await assert.rejects(parse('issue', 'votes', '9999999999'), /integers go to 2147483647/)
  await assert.rejects(parse('issue', 'superseder', 'x'), /there is no issue "x"/)
})

test('the empty text empties', async () => {
  for (const name of ['blocked', 'votes', 'effort', 'due', 'estimate', 'secret', 'status', 'assignee'])
    assert.equal(await parse('issue', name, ''), null, name)
  assert.deepEqual(await parse('issue', 'keywords', ''), [])
  assert.equal(await parse('issue', 'title', ''), '')
})

test('@me is the actor where users are linked, and refused to a visitor', async () => {
  assert.equal(await parse('issue', 'assignee', '@me'), 4)
  assert.deepEqual(await parse('issue', 'nosy', 'vera,@current_user'), [3, 4])
  const property = sampleProperty('issue', 'assignee')
  await assert.rejects(propertyKinds.link.parse('@me', property, { ...sampleContext, me: null }), /not logged in/)
  await assert.rejects(parse('issue', 'status', '@me'), /no status "@me"/)
})

test('where ids are not parsed digits are a key', async () => {
  assert.deepEqual(await parse('issue', 'versions', '3'), [1])
  await assert.rejects(parse('issue', 'versions', '2'), /no version "2"/)
})

test('a change of a multilink keeps what to add and what to remove', async () => {
  const property = sampleProperty('issue', 'keyword')
  const read = (text: string) => parseMultilinkInput(text, property, sampleContext)
  assert.deepEqual(await read('green,-red'), { add: [2], remove: [1] })
  assert.deepEqual(await read('-red,+red'), { add: [1], remove: [] })
  assert.deepEqual(await read('green,red,red'), { set: [1, 2] })
  await assert.rejects(read('-nosuch'), /keyword: there is no keyword "nosuch"/)
})

test('a plain password is hashed, a stored one is taken', async () => {
  assert.match((await parse('issue', 'secret', 'hunter2')) as string, /^\{ARGON2ID\}/)
  assert.equal(await parse('issue', 'secret', '{SSHA}x'), '{SSHA}x')
  await assert.rejects(parse('issue', 'secret', '{NOPE}x'), /no password scheme/)
})

test('a date property with an offset is read and shown by it, whoever asks', async () => {
  const property = sampleProperty('issue', 'day')
  const day = await propertyKinds.date.parse('2026-01-02', property, { ...sampleContext, zone: 'Asia/Kathmandu' })
  assert.deepEqual(day, new Date('2026-01-02'))
  assert.equal(propertyKinds.date.print(day, 'Asia/Kathmandu', property), '2026-01-02.00:00:00')
})

test('what can not be stored is said', () => {
  const fault = (name: string, value: unknown) => validate(sampleProperty('issue', name), value)
  for (const [name, good, bad] of [
    ['title', 'a\nb', 'a\0b'],
    ['title', '𝟗', '\ud835'],
    ['votes', -(2 ** 31), 2 ** 31],
    ['votes', 0, 1.5],
    ['effort', 1e300, Number.NaN],
    ['message_count', 1e38, 1e39],
    ['message_count', 0, 1e-60],
    ['blocked', false, 0],
    ['due', new Date(0), new Date('+010000-01-01')],
    ['due', new Date(0), new Date(Number.NaN)],
    ['estimate', { sign: 1, years: 0, months: 0, days: 1, hours: 0, minutes: 0, seconds: 0 }, { sign: 1, days: 1 }],
    ['secret', '{SSHA}x', 'plain'],
    ['status', 1, '1'],
    ['status', null, 0],
    ['nosy', [], [0]],
  ] as const) {
    assert.equal(fault(name, good), null, name)
    assert.match(fault(name, bad)!, new RegExp(`^${name} `))
  }
})

test('every printed value reads back', async () => {
  const values: Readonly<Record<string, fc.Arbitrary<Value>>> = {
    title: fc.string().map((text) => text.replaceAll('\r', '').trim()),
    blocked: fc.boolean(),
    votes: fc.integer(),
    effort: fc.double({ noNaN: true }).map((value) => value + 0),
    due: fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(wholeSecond),
    status: fc.option(fc.integer({ min: 1 })),
    nosy: fc.uniqueArray(fc.integer({ min: 1 })).map((ids) => ids.sort((a, b) => a - b)),
  }
  for (const [name, arbitrary] of Object.entries(values))
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => {
        const property = sampleProperty('issue', name)
        assert.deepEqual(await parse('issue', name, propertyKinds[property.type].print(value, 'UTC', property)), value)
      }),
    )
})

function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}
