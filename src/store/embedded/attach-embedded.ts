import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findCluster } from './cluster-place.ts'
import { ROLE } from './initialise-cluster.ts'
import { isNotYet, ownerProcess } from './owner.ts'
import { readPostmaster, socketUrl } from './postmaster.ts'

const SETTLE_MS = 60_000

/**
 * The address of the PostgreSQL that a running Muster has on this data folder, for a command that wants to work
 * beside it. A server that is starting or stopping is waited for.
 *
 * @returns null where none runs: the caller then starts it with `startEmbedded`.
 */
export async function attachEmbedded(dataDir: string): Promise<string | null> {
  const cluster = findCluster(resolve(dataDir))
  const until = Date.now() + SETTLE_MS
  while (cluster && Date.now() < until) {
    const running = readPostmaster(cluster)
    if (!running) return null
    const url = running.ready ? await urlWithOwner(running.socketFolder) : null
    if (url !== null) return url === '' ? null : url
    await sleep(50)
  }
  return null
}

/** '' where nobody owns the server (its Muster was killed): it may end at any moment. null: not settled yet. */
async function urlWithOwner(socketFolder: string): Promise<string | null> {
  try {
    const owner = await ownerProcess(socketUrl(socketFolder, 'postgres'))
    return owner === null ? '' : socketUrl(socketFolder, ROLE)
  } catch (error) {
    if (isNotYet(error) || isGone(error)) return null
    throw error
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')
}
