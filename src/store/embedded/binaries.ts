import { spawnSync } from 'node:child_process'
import { accessSync, closeSync, constants, openSync, readdirSync, readSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { type Environment, processEnvironment } from '../../config/process-environment.ts'
import { npmBinaries } from './npm-binaries.ts'

/** One installation of PostgreSQL: `initdb` and `postgres` side by side in `folder`. */
export interface Binaries {
  readonly folder: string
  /** `15`, `18`: a cluster runs on this one only. */
  readonly major: number
  /** `15.18`; what `postgres --version` says. */
  readonly version: string
  /** Came by npm: its libraries may lack their links, and it may be copied elsewhere. */
  readonly fromNpm: boolean
}

/** The oldest PostgreSQL that Muster's statements run on. */
export const OLDEST_MAJOR = 15

/**
 * PostgreSQL's programs on this machine, the preferred first: on the PATH, then in the folders that
 * distributions use (newest first), then the optional npm package.
 */
export function findBinaries(environment: Environment = processEnvironment()): readonly Binaries[] {
  const found = new Map<string, Binaries>()
  for (const folder of [...pathFolders(environment), ...distributionFolders()]) {
    const binaries = binariesIn(folder)
    if (binaries && !found.has(binaries.folder)) found.set(binaries.folder, binaries)
  }
  const fromNpm = npmBinaries()
  return fromNpm ? [...found.values(), fromNpm] : [...found.values()]
}

/** Links are followed, because PostgreSQL finds its libraries from where its programs really are. */
function binariesIn(folder: string): Binaries | null {
  const real = programFolder(folder)
  if (!real) return null
  const run = spawnSync(join(real, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', env: { LC_ALL: 'C' } })
  const version = /\(PostgreSQL\) (\d+)(\.\d+|beta\d+|rc\d+|devel)?/.exec(run.stdout ?? '')
  if (!version) return null
  return { folder: real, major: Number(version[1]), version: `${version[1]}${version[2] ?? ''}`, fromNpm: false }
}

/** A script in PostgreSQL's place is passed over: it would get the signals that are meant for the server. */
function programFolder(folder: string): string | null {
  try {
    const postgres = realpathSync(join(folder, 'postgres'))
    accessSync(postgres, constants.X_OK)
    accessSync(join(dirname(postgres), 'initdb'), constants.X_OK)
    return isScript(postgres) ? null : dirname(postgres)
  } catch {
    return null
  }
}

function isScript(program: string): boolean {
  const descriptor = openSync(program, 'r')
  const start = Buffer.alloc(2)
  readSync(descriptor, start)
  closeSync(descriptor)
  return start.toString('latin1') === '#!'
}

function pathFolders(environment: Environment): readonly string[] {
  return (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
}

/** Debian and Ubuntu; Red Hat's and the PostgreSQL project's; Homebrew; Postgres.app; MacPorts; Alpine. */
const DISTRIBUTIONS: readonly (readonly [parent: string, name: RegExp, programs: string])[] = [
  ['/usr/lib/postgresql', /^\d+$/, 'bin'],
  ['/usr', /^pgsql-\d+$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql@\d+$/, 'bin'],
  ['/usr/local/opt', /^postgresql@\d+$/, 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'],
  ['/opt/local/lib', /^postgresql\d+$/, 'bin'],
  ['/usr/libexec', /^postgresql\d*$/, ''],
]

function distributionFolders(): readonly string[] {
  return DISTRIBUTIONS.flatMap(([parent, name, programs]) =>
    namesIn(parent)
      .filter((entry) => name.test(entry))
      .toSorted((a, b) => majorIn(b) - majorIn(a))
      .map((entry) => join(parent, entry, programs)),
  )
}

function majorIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
