import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sharedData } from '../../test/support/shared-data.ts'
import { sampleProperty } from '../../test/support/sample-tracker.ts'
import { HIDDEN } from '../schema/read-query.ts'
import { parseInterval } from '../values/interval.ts'
import { idsCell, namesCell, plainLine, pythonFloat, quotedLine } from './csv.ts'

const link = (id: number) => ({ id, label: null, retired: false })
const names = new Map([
  [
    'keyword',
    new Map<number, string | null>([
      [1, 'red'],
      [2, '𝒷lue'],
      [3, 'Älg'],
      [4, null],
    ]),
  ],
])
const date = new Date('2020-02-03T14:05:06.789Z')

test('a line is quoted as Python quotes it', () => {
  assert.equal(quotedLine(['id', 'a "b"', '', 'x,y\nz']), '"id","a ""b""","","x,y\nz"\r\n')
  assert.equal(quotedLine([]), '\r\n')
  assert.equal(plainLine(['id', 'a "b"', '', 'x,y\nz', "['9', '11']"]), 'id,"a ""b""",,"x,y\nz","[\'9\', \'11\']"\r\n')
  assert.equal(plainLine(['']), '""\r\n')
  assert.equal(plainLine(['', '']), ',\r\n')
})

test('names stand for links, sorted as Python sorts', () => {
  const write = namesCell(sampleProperty('issue', 'keywords'), '', names)
  assert.equal(write([link(1), link(2), link(3)]), 'red;Älg;𝒷lue')
  assert.equal(write([link(4)]), 'None')
  assert.equal(write([]), '')
  assert.equal(write(HIDDEN), '[hidden]')
  assert.equal(namesCell(sampleProperty('issue', 'assignee'), '', new Map())(link(7)), '7')
  assert.equal(namesCell(sampleProperty('issue', 'dependencies'), '', new Map())([link(10), link(9)]), "['10', '9']")
})

test('dates are those of the reader’s zone, without a time at midnight', () => {
  const write = namesCell(sampleProperty('issue', 'due'), '1', names)
  assert.equal(write(date), '2020-02-03 15:05')
  assert.equal(write(new Date('2020-02-02T23:00:59Z')), '2020-02-03')
  assert.equal(write(null), '')
})

test('raw values are Python’s str', () => {
  assert.equal(idsCell(sampleProperty('issue', 'due'), 'texts')(date), '2020-02-03.14:05:06')
  assert.equal(idsCell(sampleProperty('issue', 'assignee'), 'texts')(null), 'None')
  assert.equal(idsCell(sampleProperty('issue', 'assignee'), 'texts')(link(7)), '7')
  assert.equal(idsCell(sampleProperty('issue', 'keywords'), 'texts')([link(9), link(11)]), "['11', '9']")
  assert.equal(idsCell(sampleProperty('issue', 'keywords'), 'numbers')([link(11), link(9)]), "['9', '11']")
  assert.equal(idsCell(sampleProperty('issue', 'message_count'), 'texts')(5), '5.0')
  assert.equal(idsCell(sampleProperty('issue', 'votes'), 'texts')(5), '5')
  assert.equal(
    idsCell(sampleProperty('issue', 'estimate'), 'texts')(parseInterval('1y 2m 4:05', { now: date })),
    '+ 1y 2m 4:05',
  )
})

test('floats are written as Python writes them', () => {
  const written = new Map([
    [0, '0.0'],
    [5, '5.0'],
    [-2.5, '-2.5'],
    [1e16, '1e+16'],
    [123456789012345, '123456789012345.0'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [1.5e300, '1.5e+300'],
  ])
  for (const [value, text] of written) assert.equal(pythonFloat(value), text)
})

test('a real export of bugs.python.org is written again as it was', (context) => {
  const file = sharedData('bpo-open-issues-2020-10-22.csv')
  if (file === null) return context.skip('the reference data is not here')
  const lines = readFileSync(file, 'utf8')
    .split(/(?<=\r\n)/)
    .slice(0, -1)
  assert.equal(lines.length, 7551)
  for (const line of lines) assert.equal(plainLine(cellsOf(line)), line)
})

function cellsOf(line: string): readonly string[] {
  return [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  )
}
