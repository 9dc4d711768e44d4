import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { ROLE, isAlive } from './initialise-cluster.ts'
import type { ServerUser } from './server-user.ts'

export interface PostmasterOptions {
  readonly cluster: string
  readonly binaries: Binaries
  readonly user: ServerUser | null
  /** Where the socket goes: a folder that only the server's account can enter. */
  readonly socketFolder: string
  readonly logFile: string
  /** `name=value`, as postgresql.conf has them. */
  readonly settings: readonly string[]
}

/** The port names the socket; the server listens on no network. */
export const PORT = 5432
const MAX_LOG_BYTES = 5_000_000

/** Starts PostgreSQL in a session of its own, so that Ctrl-C reaches Muster alone and requests can finish first. */
export function launchPostmaster(options: PostmasterOptions): ChildProcess {
  const log = openLog(options.logFile)
  const child = spawn(join(options.binaries.folder, 'postgres'), argumentsOf(options), {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', ...reusedNumber(options.cluster) },
    ...options.user,
  })
  closeSync(log)
  child.on('error', () => {})
  child.unref()
  return child
}

function argumentsOf({ cluster, socketFolder, settings }: PostmasterOptions): readonly string[] {
  const always = [
    `port=${PORT}`,
    'listen_addresses=',
    'unix_socket_permissions=0700',
    'logging_collector=off',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  // The option takes a list, separated by commas; quoted, a folder's name may hold anything.
  const socketFolders = `"${socketFolder.replaceAll('"', '""')}"`
  return ['-D', cluster, '-k', socketFolders, ...[...always, ...settings].flatMap((setting) => ['-c', setting])]
}

/** The log keeps the run before; it is read when a start fails. */
function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.old`)
  return openSync(file, 'a', 0o600)
}

/** What a running server says of itself in its lock file. */
export interface PostmasterStatus {
  readonly pid: number
  readonly socketFolder: string
  readonly ready: boolean
}

/** @returns null where no server runs on this cluster. A stale file of a killed server counts as none. */
export function readPostmaster(cluster: string): PostmasterStatus | null {
  const lines = lockFileLines(cluster)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || !isPostgres(pid)) return null
  return { pid, socketFolder: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

function lockFileLines(cluster: string): readonly string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * After a restart of the machine or the container, the number in a left-over lock file may belong to any
 * process, and PostgreSQL would refuse to start. It passes over the number that this variable names
 * (pg_ctl sets it for a like reason), and still looks whether the old server's memory is in use.
 */
function reusedNumber(cluster: string): { readonly PG_GRANDPARENT_PID?: string } {
  const pid = lockFileLines(cluster)[0]?.trim()
  return pid && isAlive(Number(pid)) && !isPostgres(Number(pid)) ? { PG_GRANDPARENT_PID: pid } : {}
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    const run = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
    return run.status === 0 && /postgres/.test(run.stdout)
  }
}

/** For `pg`, libpq and everything that reads PostgreSQL's addresses: the host is the socket's folder. */
export function socketUrl(socketFolder: string, database: string): string {
  return `postgresql://${ROLE}@${encodeURIComponent(socketFolder)}:${PORT}/${database}`
}

/** Signals: SIGINT is PostgreSQL's fast shutdown (a checkpoint, then the end), SIGQUIT the immediate one. */
export function signalPostmaster(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export interface Guard {
  /** The guard goes without doing anything; for a server that has been stopped. */
  dismiss(): void
}

/**
 * A shell that waits for the end of this process, whatever ends it, and then stops the server (and
 * removes `folder`): its standard input is a pipe that only this process holds open.
 */
export function guardPostmaster(pid: number, signal: 'INT' | 'QUIT', folder = ''): Guard {
  const script = `read -r _ && exit 0
    kill -s "$1" "$2" 2>/dev/null
    test -n "$3" || exit 0
    tries=0
    while kill -0 "$2" 2>/dev/null && test $tries -lt 50; do sleep 0.1; tries=$((tries + 1)); done
    rm -rf -- "$3"`
  const guard = spawn('/bin/sh', ['-c', script, 'muster-guard', signal, String(pid), folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  })
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  ;(guard.stdin as unknown as { unref(): void }).unref()
  return { dismiss: () => guard.stdin.end('done\n') }
}
