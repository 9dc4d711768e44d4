import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../../errors.ts'
import { ownerProcess, takeOwnership } from './owner.ts'
import { type PostmasterStatus, readPostmaster, signalPostmaster, socketUrl } from './postmaster.ts'

/** A fast shutdown writes a checkpoint; a slow disk with much to write may take its time. */
const SHUTDOWN_MS = 60_000

/**
 * Sees to it that no server runs on the cluster: one whose Muster was killed is stopped, one that is
 * still stopping is waited for.
 *
 * @throws {TrackerError} `conflict` where a living Muster serves this data.
 */
export async function takeOver(cluster: string, dataDir: string, log: (sentence: string) => void): Promise<void> {
  const until = Date.now() + SHUTDOWN_MS
  let told = false
  for (;;) {
    const running = readPostmaster(cluster)
    if (!running) return
    if (running.ready && (await isOrphan(running, dataDir))) signalPostmaster(running.pid, 'SIGINT')
    if (!told) log('PostgreSQL of a run before this one still runs; waits for its end')
    told = true
    if (Date.now() > until)
      throw new TrackerError(
        'unavailable',
        `PostgreSQL (process ${running.pid}) of a run before this one doesn't stop; end it, then start again`,
      )
    await sleep(100)
  }
}

/** Takes the owner's lock for good where it is free: from then on nobody else can start on this server. */
async function isOrphan(running: PostmasterStatus, dataDir: string): Promise<boolean> {
  const url = socketUrl(running.socketFolder, 'postgres')
  try {
    if (await takeOwnership(url, () => {})) return true
  } catch {
    return false
  }
  throw await inUse(url, dataDir)
}

export async function inUse(url: string, dataDir: string): Promise<TrackerError> {
  const owner = await ownerProcess(url).catch(() => null)
  const who = owner ? `Another Muster (process ${owner})` : 'Another Muster'
  return new TrackerError(
    'conflict',
    `${who} already works on the data in ${dataDir}; stop it first, or give this one a folder of its own with MUSTER_DATA_DIR`,
  )
}
