import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { TrackerError } from '../../errors.ts'
import { type ServerUser, chooseServerUser, isRoot, mayEnter } from './server-user.ts'

/** Where a data folder's cluster is, or is going to be. */
export interface ClusterPlace {
  readonly cluster: string
  readonly user: ServerUser | null
  /** null: there is none yet. */
  readonly major: number | null
}

/** A file in the data folder that names the cluster's folder, where that one can't be inside. */
const POINTER = 'postgres.place'
/** Places of the system that every account can enter, and that a restart of the machine leaves alone. */
const ELSEWHERE = ['/var/lib', '/var/tmp']

/** @returns null where this data folder has no cluster yet. */
export function findCluster(dataDir: string): string | null {
  const pointer = join(dataDir, POINTER)
  const cluster = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
  return existsSync(cluster) ? cluster : null
}

/**
 * The place of the cluster, made ready for one where there is none: `postgres` in the data folder, which
 * may hold other things; or elsewhere, when PostgreSQL's account can't enter the data folder.
 *
 * @throws {TrackerError} `unavailable` where the folder can't be used, saying why.
 */
export function prepareCluster(dataDir: string, log: (sentence: string) => void): ClusterPlace {
  const folder = resolve(dataDir)
  const cluster = findCluster(folder)
  const owner = cluster && holdsCluster(cluster) ? ownerOf(cluster) : null
  makeFolder(folder)
  if (cluster && holdsCluster(cluster)) return { cluster, user: owner, major: majorOf(cluster) }

  const user = chooseServerUser()
  if (mayEnter(folder, user)) return { cluster: join(folder, 'postgres'), user, major: null }

  const elsewhere = makeElsewhere(basename(folder))
  writeFileSync(join(folder, POINTER), `${elsewhere}\n`)
  log(`Only root can enter ${folder}, and PostgreSQL doesn't run as root: its data goes to ${elsewhere}`)
  return { cluster: elsewhere, user, major: null }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new TrackerError(
      'unavailable',
      `The data folder ${folder} can't be made or written to: ${(cause as Error).message}`,
      {
        cause,
      },
    )
  }
}

function holdsCluster(cluster: string): boolean {
  if (readable(cluster) && !existsSync(join(cluster, 'PG_VERSION')) && readdirSync(cluster).length > 0)
    throw new TrackerError(
      'unavailable',
      `${cluster} holds files, but no PostgreSQL cluster; move them, or choose another MUSTER_DATA_DIR`,
    )
  return !readable(cluster) || existsSync(join(cluster, 'PG_VERSION'))
}

function readable(folder: string): boolean {
  return isRoot() || statSync(folder).uid === process.getuid?.()
}

/** A cluster is run by the account that owns it; PostgreSQL insists. */
function ownerOf(cluster: string): ServerUser | null {
  const { uid, gid } = statSync(cluster)
  if (!readable(cluster))
    throw new TrackerError(
      'unavailable',
      `The data in ${cluster} belongs to the user with the number ${uid}; start Muster as that user, or as root`,
    )
  if (!isRoot()) return null
  if (uid === 0)
    throw new TrackerError(
      'unavailable',
      `${cluster} belongs to root, and PostgreSQL doesn't run as root; give it to another user with chown -R`,
    )
  if (!mayEnter(cluster, { uid, gid }))
    throw new TrackerError(
      'unavailable',
      `The user with the number ${uid} owns ${cluster}, but can't enter a folder above it; make those enterable with chmod o+x`,
    )
  return { uid, gid }
}

function majorOf(cluster: string): number {
  return Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10)
}

/** A new folder each time: a data folder that was removed and made again must not meet the data of the old one. */
function makeElsewhere(name: string): string {
  for (const parent of ELSEWHERE) {
    try {
      mkdirSync(join(parent, 'muster'), { recursive: true, mode: 0o755 })
      const folder = mkdtempSync(join(parent, 'muster', `${name}-`))
      chmodSync(folder, 0o755)
      return join(folder, 'postgres')
    } catch {
      continue
    }
  }
  throw new TrackerError(
    'unavailable',
    `Only root can enter the data folder, and there is no room in ${ELSEWHERE.join(' or ')}; set MUSTER_DATA_DIR to a folder that other users can enter`,
  )
}
