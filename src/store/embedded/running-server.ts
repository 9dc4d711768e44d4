import type { ChildProcess } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../../errors.ts'
import {
  type Guard,
  type PostmasterOptions,
  guardPostmaster,
  launchPostmaster,
  readPostmaster,
  signalPostmaster,
} from './postmaster.ts'

/** One start of PostgreSQL, ready for connections. */
export interface RunningServer {
  readonly child: ChildProcess
  readonly pid: number
  readonly guard: Guard
}

/**
 * For a while after `kill -9` PostgreSQL finds its dead predecessor: not yet reaped by process 1, or a
 * session of it still in the shared memory.
 */
const PREDECESSOR = /lock file .* already exists|pre-existing shared memory block|is another postmaster/i
const PREDECESSOR_TRIES = 50
const PREDECESSOR_PAUSE_MS = 200
/** Recovery after a crash reads what was written since the last checkpoint, which is at most 1 GB. */
const START_MS = 120_000

/** @throws {TrackerError} `unavailable` with what PostgreSQL said. */
export async function runServer(options: PostmasterOptions): Promise<RunningServer> {
  for (let tries = 1; ; tries++) {
    const logged = sizeOf(options.logFile)
    const server = launch(options)
    const failure = await untilReady(server, options, logged)
    if (failure === null) return server
    server.guard.dismiss()
    if (!PREDECESSOR.test(failure) || tries === PREDECESSOR_TRIES) throw startFailure(options, failure)
    await sleep(PREDECESSOR_PAUSE_MS)
  }
}

function launch(options: PostmasterOptions): RunningServer {
  const child = launchPostmaster(options)
  if (child.pid === undefined) throw startFailure(options, `${options.binaries.folder}/postgres can't be run`)
  return { child, pid: child.pid, guard: guardPostmaster(child.pid, 'INT') }
}

/** @returns null when it is ready; else the end of its log. */
async function untilReady(
  { child, pid }: RunningServer,
  options: PostmasterOptions,
  logged: number,
): Promise<string | null> {
  const until = Date.now() + START_MS
  while (Date.now() < until) {
    if (hasEnded(child)) return logSince(options.logFile, logged)
    const status = readPostmaster(options.cluster)
    if (status?.pid === pid && status.ready) return null
    await sleep(10)
  }
  signalPostmaster(pid, 'SIGQUIT')
  return 'it was not ready after two minutes'
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** PostgreSQL's own sentence; the whole log stays where it is. */
function startFailure({ binaries, cluster, logFile }: PostmasterOptions, failure: string): TrackerError {
  const line = failure.split('\n').findLast((text) => /FATAL|PANIC|ERROR/.test(text)) ?? failure.trim()
  const said = line.replace(/^.*?(FATAL|PANIC|ERROR): +/, '')
  return new TrackerError(
    'unavailable',
    `PostgreSQL ${binaries.version} did not start on ${cluster}: ${said} (its log is ${logFile})`,
  )
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function logSince(file: string, start: number): string {
  return readFileSync(file).subarray(start).toString('utf8')
}

/** A server that writes a last checkpoint for longer than this is stopped at once; it recovers at the next start. */
const FAST_SHUTDOWN_MS = 60_000

export async function stopServer({ child, pid, guard }: RunningServer): Promise<void> {
  signalPostmaster(pid, 'SIGINT')
  const until = Date.now() + FAST_SHUTDOWN_MS
  while (!hasEnded(child)) {
    if (Date.now() > until) signalPostmaster(pid, 'SIGQUIT')
    await sleep(10)
  }
  guard.dismiss()
}
