import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Tracker } from '../../src/schema/tracker.ts'

/** A class of an export to be written: rows and journal as literals of Python, as they stand in the file. */
export interface WrittenClass {
  /** By column; an `id` at least. `creator`, `creation` and the like have values where none are given. */
  readonly rows?: readonly Readonly<Record<string, string>>[]
  /** id, date, user, action, parameters. */
  readonly journal?: readonly (readonly [string, string, string, string, string])[]
  /** Columns beside those of the class. */
  readonly columns?: readonly string[]
}

export interface WrittenExport {
  readonly classes: Readonly<Record<string, WrittenClass>>
  /** Contents, by name below the export: `msg-files/0/msg1`. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>
  readonly lineEnd?: '\n' | '\r\n'
}

export const AT = '(2020, 1, 2, 3, 4, 5.678, 0, 0, 0)'
const ADMIN = { id: "'1'", username: "'admin'", roles: "'Admin'" }
const ANONYMOUS = { id: "'2'", username: "'anonymous'", roles: "'Anonymous'" }

const directories: string[] = []
process.on('exit', () => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

/** Writes an export of all classes of a tracker, the users admin and anonymous included. @returns its directory. */
export function writeExport(tracker: Tracker, written: WrittenExport): string {
  const directory = mkdtempSync(join(tmpdir(), 'muster-export-'))
  directories.push(directory)
  const end = written.lineEnd ?? '\n'
  for (const { name, properties } of tracker.classes.values()) {
    const { rows = [], journal = [], columns = [] } = written.classes[name] ?? {}
    const names = [...properties.keys(), 'id', ...columns].sort()
    const all = name === 'user' ? [ADMIN, ANONYMOUS, ...rows] : rows
    const lines = all.map((row: Readonly<Record<string, string>>) => [
      ...names.map((column) => row[column] ?? unset(column, properties.get(column)?.type)),
      row['is retired'] ?? 'False',
    ])
    write(directory, `${name}.csv`, [[...names, 'is retired'], ...lines], end)
    write(directory, `${name}-journals.csv`, journal, end)
  }
  for (const [path, bytes] of Object.entries(written.files ?? {})) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
  return directory
}

function unset(column: string, type: string | undefined): string {
  if (column === 'creation' || column === 'activity') return AT
  if (column === 'creator' || column === 'actor') return "'1'"
  return type === 'multilink' ? '[]' : 'None'
}

function write(directory: string, name: string, lines: readonly (readonly string[])[], end: string): void {
  writeFileSync(join(directory, name), lines.map((cells) => cells.map(quote).join(':') + end).join(''))
}

function quote(cell: string): string {
  return /[:"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
