import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { unknownFile } from './known-names.ts'
import { parseLines } from './parse-lines.ts'
import { readText, reason } from './read-file.ts'

/** A value, or the file that holds it, and the place to mend. */
export type Entry =
  | { readonly text: string; readonly origin: string }
  | { readonly file: string; readonly origin: string }
export type Entries = ReadonlyMap<string, Entry>

/**
 * Settings of a mounted folder: a file named like the setting that it holds, as Kubernetes mounts ConfigMaps and
 * Secrets, or files `*.env` with a line for each. What begins with a dot is Kubernetes' own (`..data`).
 *
 * @param named  The variable that names the folder.
 */
export function readFolder(path: string, named: string, problems: string[]): Entries {
  const entries = new Map<string, Entry>()
  for (const name of fileNames(path, named, problems)) {
    const file = join(path, name)
    if (name.endsWith('.env')) readLines(file, entries, problems)
    else addFile(name, file, entries, problems)
  }
  if (entries.size === 0 && problems.length === 0)
    problems.push(
      `${named}: ${path} holds no settings; a file there is named like the variable that it stands for, such as MUSTER_DATABASE_URL, or ends with .env`,
    )
  return entries
}

function fileNames(path: string, named: string, problems: string[]): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => !name.startsWith('.'))
      .sort()
  } catch (error) {
    problems.push(`${named}: the folder ${path} can't be read: ${reason(error)}`)
    return []
  }
}

function addFile(name: string, file: string, entries: Map<string, Entry>, problems: string[]): void {
  const fault = unknownFile(name)
  if (fault !== null) problems.push(`${file} ${fault}`)
  else if (name.startsWith('MUSTER_')) add(name, { file, origin: file }, entries, problems)
}

function readLines(file: string, entries: Map<string, Entry>, problems: string[]): void {
  const { lines, problems: wrong } = parseLines(textOrNothing(file, problems))
  for (const { line, message } of wrong) problems.push(`${file}:${line} ${message}`)
  for (const { name, text, line } of lines) {
    const fault = unknownFile(name)
    if (fault !== null) problems.push(`${file}:${line}: ${name} ${fault}`)
    else if (name.startsWith('MUSTER_')) add(name, { text, origin: `${file}:${line}` }, entries, problems)
  }
}

function textOrNothing(file: string, problems: string[]): string {
  try {
    return readText(file)
  } catch (error) {
    problems.push((error as Error).message)
    return ''
  }
}

function add(name: string, entry: Entry, entries: Map<string, Entry>, problems: string[]): void {
  const other = entries.get(name)
  if (other) problems.push(`${name} is set twice: in ${other.origin} and in ${entry.origin}`)
  else entries.set(name, entry)
}
