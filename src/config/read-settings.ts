import { readFileSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Environment } from './process-environment.ts'
import { type SettingName, settingNames } from './settings.ts'

/** The text of one setting and where it was found: the name of a variable, a file, or `default`. */
export interface FoundText {
  readonly text: string
  readonly origin: string
}

export interface FoundSettings {
  readonly found: ReadonlyMap<SettingName, FoundText>
  readonly problems: readonly string[]
  /** Settings that nobody reads: most likely slips of the pen. */
  readonly notes: readonly string[]
}

/** Environment, then files in MUSTER_CONFIG_DIR; the first that has a setting wins. */
export function readSettings(environment: Environment): FoundSettings {
  const problems: string[] = []
  const folders = configFolders(environment, problems)
  const found = new Map<SettingName, FoundText>()
  for (const name of settingNames) {
    const text = fromEnvironment(environment, name, problems) ?? fromFolders(folders, name, problems)
    if (text && text.text !== '') found.set(name, text)
  }
  return { found, problems, notes: unknownNames(environment, folders) }
}

function fromEnvironment(environment: Environment, name: SettingName, problems: string[]): FoundText | null {
  const text = environment[name]
  const file = environment[`${name}_FILE`]
  if (file) {
    if (text) problems.push(`${name} and ${name}_FILE are both set; one of them has to go`)
    return fromFile(file, `${name}_FILE`, problems)
  }
  if (!text || isServiceLink(name, text)) return null
  return { text: withoutNewline(text), origin: name }
}

/** Kubernetes gives each container `MUSTER_PORT=tcp://10.0.0.1:80` when a service is called "muster". */
function isServiceLink(name: SettingName, text: string): boolean {
  return name === 'MUSTER_PORT' && /^(tcp|udp|sctp):\/\//.test(text)
}

function fromFolders(folders: readonly ConfigFolder[], name: SettingName, problems: string[]): FoundText | null {
  const folder = folders.find(({ names }) => names.includes(name))
  return folder ? fromFile(join(folder.path, name), 'MUSTER_CONFIG_DIR', problems) : null
}

function fromFile(file: string, namedBy: string, problems: string[]): FoundText | null {
  try {
    return { text: withoutNewline(readFileSync(file, 'utf8')), origin: file }
  } catch (error) {
    problems.push(`${namedBy}: the file ${file} can't be read: ${reason(error)}`)
    return null
  }
}

/** Editors and `echo` end a file with a newline that no password has. */
function withoutNewline(text: string): string {
  return text.replace(/(\r?\n)+$/, '')
}

interface ConfigFolder {
  readonly path: string
  readonly names: readonly string[]
}

/** Several folders are separated as those of PATH are: one for settings, one for secrets. */
function configFolders(environment: Environment, problems: string[]): readonly ConfigFolder[] {
  const paths = (environment['MUSTER_CONFIG_DIR'] ?? '').split(delimiter).filter((path) => path !== '')
  return paths.flatMap((path) => {
    try {
      const names = readdirSync(path).filter(
        (name) => name.startsWith('MUSTER_') && statSync(join(path, name)).isFile(),
      )
      if (names.length === 0)
        problems.push(
          `MUSTER_CONFIG_DIR: ${path} holds no settings; a file there is named like the variable that it stands for, such as MUSTER_DATABASE_URL`,
        )
      return [{ path, names }]
    } catch (error) {
      problems.push(`MUSTER_CONFIG_DIR: the folder ${path} can't be read: ${reason(error)}`)
      return []
    }
  })
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EACCES') return 'this user may not read it'
  if (code === 'ENOTDIR') return 'it is no folder'
  if (code === 'EISDIR') return 'it is a folder'
  return code ?? String(error)
}

/** Also in the environment, but not settings: the folder itself, tests, builds, and what Kubernetes says of services. */
const NOT_SETTINGS =
  /^MUSTER_(CONFIG_DIR|BUILD_\w+|TRACKER_(URI|REF)|TEST_\w+|\w*SERVICE_\w+|PORT_\d+_\w+|[A-Z0-9_]+_PORT(_\w+)?)$/

function unknownNames(environment: Environment, folders: readonly ConfigFolder[]): readonly string[] {
  const known = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]))
  const isUnknown = (name: string) => name.startsWith('MUSTER_') && !known.has(name) && !NOT_SETTINGS.test(name)
  return [
    ...Object.keys(environment)
      .filter(isUnknown)
      .map((name) => `${name} is not a setting; nothing reads it`),
    ...folders.flatMap(({ path, names }) =>
      names.filter(isUnknown).map((name) => `${join(path, name)} is not a setting; nothing reads it`),
    ),
  ]
}
