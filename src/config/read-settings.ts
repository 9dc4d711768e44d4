import { delimiter } from 'node:path'
import { isServiceLink, unknownName } from './known-names.ts'
import type { Environment } from './process-environment.ts'
import { readText, readValue } from './read-file.ts'
import { type SettingName, settingNames } from './settings.ts'
import { type Entries, type Entry, readFolder } from './settings-folder.ts'

/** The text of one setting and where it was found: the name of a variable, a file, or `default`. */
export interface FoundText {
  readonly text: string
  readonly origin: string
  /** Where the text may be another by now. */
  readonly file: string | null
}

export interface FoundSettings {
  readonly found: ReadonlyMap<SettingName, FoundText>
  readonly problems: readonly string[]
}

/** Environment, then files in MUSTER_CONFIG_DIR, then those in MUSTER_SECRETS_DIR; the first that has a setting wins. */
export function readSettings(environment: Environment): FoundSettings {
  const problems: string[] = []
  const sources = [
    environmentEntries(environment, problems),
    mergedFolders(environment, ['MUSTER_CONFIG_DIR', 'MUSTER_SECRETS_DIR'], problems),
  ]
  const found = new Map<SettingName, FoundText>()
  for (const name of settingNames) {
    const text = firstOf(sources, name, problems)
    if (text && text.text !== '') found.set(name, text)
  }
  return { found, problems }
}

function environmentEntries(environment: Environment, problems: string[]): Entries {
  const entries = new Map<string, Entry>()
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('MUSTER_') || !text || isServiceLink(name, text)) continue
    const fault = unknownName(name)
    if (fault !== null) problems.push(`${name} ${fault}`)
    else entries.set(name, { text, origin: name })
  }
  return entries
}

/** Several folders under one name are separated as those of PATH are. */
function mergedFolders(environment: Environment, names: readonly string[], problems: string[]): Entries {
  const merged = new Map<string, Entry>()
  for (const named of names)
    for (const path of (environment[named] ?? '').split(delimiter).filter((one) => one !== '')) {
      const own: string[] = []
      for (const [name, entry] of readFolder(path, named, own)) {
        const other = merged.get(name)
        if (other) own.push(`${name} is set twice: in ${other.origin} and in ${entry.origin}`)
        else merged.set(name, entry)
      }
      problems.push(...own)
    }
  return merged
}

function firstOf(sources: readonly Entries[], name: SettingName, problems: string[]): FoundText | null {
  for (const source of sources) {
    const entry = source.get(name)
    const pointer = source.get(`${name}_FILE`)
    if (entry && pointer) {
      problems.push(`${entry.origin} and ${pointer.origin} are both set; one of them has to go`)
      return null
    }
    if (entry) return textOf(name, entry, problems)
    if (pointer) return pointedText(name, pointer, problems)
  }
  return null
}

function textOf(name: SettingName, entry: Entry, problems: string[]): FoundText | null {
  if ('file' in entry) return fromFile(name, entry.file, name, problems)
  return { text: entry.text.replace(/(\r?\n)+$/, ''), origin: entry.origin, file: null }
}

function pointedText(name: SettingName, pointer: Entry, problems: string[]): FoundText | null {
  const target = 'file' in pointer ? pathIn(pointer.file, problems) : pointer.text
  return target === null ? null : fromFile(name, target, `${name}_FILE`, problems)
}

/** A mounted file may itself hold the path of another. */
function pathIn(file: string, problems: string[]): string | null {
  try {
    return readText(file).trim()
  } catch (error) {
    problems.push((error as Error).message)
    return null
  }
}

function fromFile(name: SettingName, file: string, namedBy: string, problems: string[]): FoundText | null {
  try {
    return { text: readValue(name, file), origin: file, file }
  } catch (error) {
    problems.push(`${namedBy}: ${(error as Error).message}`)
    return null
  }
}
