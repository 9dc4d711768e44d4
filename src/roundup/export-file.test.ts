import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { CsvCells } from './csv-cells.ts'
import { ExportFile } from './export-file.ts'
import { LiteralError } from './literal-error.ts'

test('rows and cells come back as they were written, whatever is in them and however lines end', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom('a:b', '"', '""', 'x\ny', 'a\r\nb', ':'),
  )
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), (written, lineEnd, isEnded) => {
      const text = written.map((cells) => cells.map(quote).join(':')).join(lineEnd) + (isEnded ? lineEnd : '')
      assert.deepEqual(withFile(text, readRows), written)
    }),
  )
})

test('rows larger than the window are whole', () => {
  const long = 'x'.repeat(3_000_000)
  assert.deepEqual(withFile(`a:${long}\nb:"${long}:\n${long}"\nc`, readRows), [
    ['a', long],
    ['b', `${long}:\n${long}`],
    ['c'],
  ])
})

test('a quote that is never closed is told with the row it begins in', () => {
  const text = 'a:b\nc:"d\ne:f\n'
  assert.deepEqual(
    withFile(text, (file) => ({ broken: file.eachRow(() => undefined), line: file.lineAt(4) })),
    { broken: 4, line: 2 },
  )
})

test('a row without a line end is told', () => {
  const unended = (text: string): number | null =>
    withFile(text, (file) => {
      file.eachRow(() => undefined)
      return file.unended
    })
  assert.equal(unended('a\nb'), 2)
  assert.equal(unended('a\nb\n'), null)
})

test('any part of a file can be read, in any order', () => {
  const text = Array.from({ length: 50_000 }, (_, line) => `line ${line}`).join('\n')
  withFile(text, (file) => {
    for (const [offset, length] of [
      [400_000, 50],
      [10, 20],
      [399_990, 100],
      [0, 300_000],
      [30, 5],
    ] as const)
      assert.equal(file.slice(offset, length).toString(), text.slice(offset, offset + length))
  })
})

test('a column is counted in the line, quotes and all', () => {
  const row = Buffer.from(`ab:"c""d""e":f`)
  const cells = new CsvCells().open(row, 0, row.length)
  cells.next()
  cells.next()
  assert.equal(cells.bytes.toString('utf8', cells.start, cells.end), 'c"d"e')
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((at) => cells.columnOf(cells.start + at)),
    [5, 6, 8, 9, 11],
  )
  cells.next()
  assert.equal(cells.columnOf(cells.start), 14)
})

test('text after a closing quote is refused', () => {
  const row = Buffer.from(`"a"b:c`)
  assert.throws(
    () => new CsvCells().open(row, 0, row.length).next(),
    (error) => error instanceof LiteralError && error.at === 3,
  )
})

function readRows(file: ExportFile): string[][] {
  const rows: string[][] = []
  const cells = new CsvCells()
  const broken = file.eachRow((_, bytes, start, end) => {
    const row: string[] = []
    cells.open(bytes, start, end)
    while (cells.next()) row.push(cells.bytes.toString('utf8', cells.start, cells.end))
    rows.push(row)
  })
  assert.equal(broken, null)
  return rows
}

function withFile<T>(text: string, read: (file: ExportFile) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'muster-rows-'))
  writeFileSync(join(folder, 'rows.csv'), text)
  const file = new ExportFile(join(folder, 'rows.csv'))
  try {
    return read(file)
  } finally {
    file.close()
    rmSync(folder, { recursive: true })
  }
}

function quote(cell: string): string {
  return /[:"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
