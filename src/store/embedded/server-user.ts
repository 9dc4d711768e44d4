import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { TrackerError } from '../../errors.ts'

/** The account that PostgreSQL runs under, where it has to be another than that of this process. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** Accounts that a system is likely to have, and that own little else; `initdb` needs a line in the list of accounts. */
const CANDIDATES = ['muster', 'postgres', 'nobody']

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * PostgreSQL refuses to run as root, so root starts it under another account.
 *
 * @returns null where this process isn't root: PostgreSQL then runs as this process does.
 * @throws {TrackerError} `unavailable` where root may not become anybody else, as in some containers.
 */
export function chooseServerUser(accounts: string = readAccounts()): ServerUser | null {
  if (!isRoot()) return null
  const user = listedUser(accounts) ?? { uid: 65534, gid: 65534 }
  if (tryAs(user, 'true', '')) return user
  throw new TrackerError(
    'unavailable',
    'PostgreSQL does not run as root, and this root may not start it as another user; run Muster as another user, or set MUSTER_DATABASE_URL',
  )
}

function listedUser(accounts: string): ServerUser | null {
  const lines = accounts.split('\n').map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const line = lines.find((cells) => cells[0] === name)
    const user = line && { uid: Number(line[2]), gid: Number(line[3]) }
    if (user && user.uid > 0) return user
  }
  return null
}

function readAccounts(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8')
  } catch {
    return ''
  }
}

/** Asked by trying it as that user, because access lists and mounts say more than the mode of a folder. */
export function mayEnter(folder: string, user: ServerUser | null): boolean {
  return tryAs(user, 'cd -- "$1"', folder)
}

export function mayRun(program: string, user: ServerUser | null): boolean {
  return tryAs(user, 'test -x "$1"', program)
}

function tryAs(user: ServerUser | null, script: string, path: string): boolean {
  const run = spawnSync('/bin/sh', ['-c', script, 'sh', path], { cwd: '/', stdio: 'ignore', env: {}, ...user })
  return run.status === 0
}
