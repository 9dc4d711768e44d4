import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { TrackerError } from '../../errors.ts'
import type { Binaries } from './binaries.ts'
import type { ServerUser } from './server-user.ts'

/** The name of the superuser of Muster's own clusters, and of the database in them. */
export const ROLE = 'muster'

/**
 * Makes the cluster in a folder beside and moves it into place when it is whole, so that a start that
 * was killed halfway leaves nothing that looks like data.
 *
 * @throws {TrackerError} `unavailable` with what `initdb` said.
 */
export function initialiseCluster(cluster: string, binaries: Binaries, user: ServerUser | null): void {
  const unfinished = `${cluster}.unfinished-${process.pid}`
  removeUnfinished(cluster)
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  if (user) chownSync(unfinished, user.uid, user.gid)
  runInitdb(unfinished, binaries, user)
  // Nobody but the owner of the folder gets to the socket (its mode is 0700), and there is no other way in.
  writeFileSync(join(unfinished, 'pg_hba.conf'), 'local all all trust\n')
  try {
    renameSync(unfinished, cluster)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw cause
  }
}

/**
 * The order of strings is asked for by every statement itself; the character type decides what `lower()`
 * does, so it has to know all of Unicode. PostgreSQL brings such a locale of its own from 17 on; before
 * that it is the system's.
 */
function localeTries(major: number): readonly (readonly string[])[] {
  const builtin = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const system = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'UTF-8'].map((name) => ['--locale=C', `--lc-ctype=${name}`])
  return [...(major >= 17 ? [builtin] : []), ...system, ['--locale=C']]
}

function runInitdb(folder: string, binaries: Binaries, user: ServerUser | null): void {
  let said = ''
  for (const locale of localeTries(binaries.major)) {
    const run = spawnSync(
      join(binaries.folder, 'initdb'),
      ['-D', folder, '-U', ROLE, '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions', ...locale],
      { cwd: '/', encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, ...user },
    )
    if (run.status === 0) return
    said = run.error ? run.error.message : lastLine(run.stderr)
    if (!/locale|encoding/i.test(said)) break
    emptyFolder(folder)
  }
  rmSync(folder, { recursive: true, force: true })
  throw new TrackerError('unavailable', `PostgreSQL ${binaries.version} could not make a cluster in ${folder}: ${said}`)
}

/** `initdb` explains at length; what went wrong is in the last line that it marks as an error. */
function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? 'it gave no reason'
}

function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** What a killed start left; of a start that still runs it is left alone. */
function removeUnfinished(cluster: string): void {
  const parent = dirname(cluster)
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const [, pid] = name.startsWith(basename(cluster)) ? (/\.unfinished-(\d+)$/.exec(name) ?? []) : []
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

/** Signal 0 asks only; a process of somebody else answers EPERM, and lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
