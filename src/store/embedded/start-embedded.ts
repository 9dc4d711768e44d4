import { rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../../errors.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { type ClusterPlace, prepareCluster } from './cluster-place.ts'
import { ROLE, initialiseCluster } from './initialise-cluster.ts'
import { type Ownership, ensureDatabase, takeOwnership } from './owner.ts'
import { type PostmasterOptions, socketUrl } from './postmaster.ts'
import { reachableBinaries } from './reachable-binaries.ts'
import { type RunningServer, hasEnded, runServer, stopServer } from './running-server.ts'
import { socketFolderFor } from './socket-folder.ts'
import { inUse, takeOver } from './take-over.ts'

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Told in whole sentences what people should know: a new cluster, an unusual place, a restart. */
  readonly log: (sentence: string) => void
  /** PostgreSQL's programs, where others than the usual places shall be used. */
  readonly programs?: readonly Binaries[]
}

/** A PostgreSQL that lives as long as this process, and no longer: whatever ends the process stops it too. */
export interface EmbeddedServer {
  readonly url: string
  stop(): Promise<void>
}

/** Small queries gain nothing from compiling, and a private server sits on one fast disk. */
const SETTINGS = ['max_connections=100', 'jit=off', 'random_page_cost=1.1', 'max_wal_size=1GB']

/**
 * Starts PostgreSQL on the data folder's own cluster, which it makes where there is none.
 *
 * @throws {TrackerError} `conflict` where another Muster works on this data; `unavailable` where PostgreSQL
 * is missing, of another major version than the data, or does not start.
 */
export async function startEmbedded({ dataDir, log, programs }: EmbeddedOptions): Promise<EmbeddedServer> {
  if (process.platform === 'win32')
    throw new TrackerError(
      'unavailable',
      'On Windows Muster brings no PostgreSQL of its own; install one and set MUSTER_DATABASE_URL, or use the Linux subsystem',
    )
  const folder = resolve(dataDir)
  const options = prepare(folder, log, programs ?? findBinaries())
  await takeOver(options.cluster, folder, log)
  const supervisor = new Supervisor(options, folder, log)
  await supervisor.start()
  return { url: socketUrl(options.socketFolder, ROLE), stop: () => supervisor.stop() }
}

function prepare(folder: string, log: (sentence: string) => void, found: readonly Binaries[]): PostmasterOptions {
  const place = prepareCluster(folder, log)
  const binaries = reachableBinaries({
    user: place.user,
    place: copyPlace(place),
    log,
    found,
    ...(place.major === null ? {} : { major: place.major }),
  })
  if (place.major === null) {
    initialiseCluster(place.cluster, binaries, place.user)
    log(`PostgreSQL ${binaries.version} made a new cluster in ${place.cluster}`)
  }
  const socketFolder = socketFolderFor(place.cluster, place.user)
  return {
    cluster: place.cluster,
    binaries,
    user: place.user,
    socketFolder,
    logFile: join(folder, 'postgres.log'),
    settings: SETTINGS,
  }
}

/** Beside the cluster: whoever reaches that reaches a copy of the programs too. */
function copyPlace({ cluster }: ClusterPlace): string {
  return dirname(cluster)
}

const RESTART_PAUSE_MS = 1000

/** Holds the server up and the owner's lock in it. */
class Supervisor {
  readonly #options: PostmasterOptions
  readonly #folder: string
  readonly #log: (sentence: string) => void
  #server: RunningServer | null = null
  #ownership: Ownership | null = null
  #stopping: Promise<void> | null = null

  constructor(options: PostmasterOptions, folder: string, log: (sentence: string) => void) {
    this.#options = options
    this.#folder = folder
    this.#log = log
  }

  async start(): Promise<void> {
    const url = socketUrl(this.#options.socketFolder, 'postgres')
    this.#server = await runServer(this.#options)
    this.#ownership = await takeOwnership(url, () => void this.#recover()).catch(() => null)
    if (!this.#ownership) {
      const refusal = await inUse(url, this.#folder)
      this.#server.guard.dismiss()
      throw refusal
    }
    await ensureDatabase(url, ROLE)
  }

  /** PostgreSQL restarts by itself after the crash of a session; when it is gone as a whole, it is started again. */
  async #recover(): Promise<void> {
    while (!this.#stopping) {
      await sleep(RESTART_PAUSE_MS)
      if (this.#stopping) return
      try {
        await this.#resume()
        return
      } catch (error) {
        this.#log(`PostgreSQL is not back yet: ${(error as Error).message}`)
      }
    }
  }

  async #resume(): Promise<void> {
    if (!this.#server || hasEnded(this.#server.child)) {
      this.#log('PostgreSQL ended unexpectedly; starts it again')
      this.#server?.guard.dismiss()
      this.#server = await runServer(this.#options)
    }
    const url = socketUrl(this.#options.socketFolder, 'postgres')
    this.#ownership = await takeOwnership(url, () => void this.#recover())
    if (!this.#ownership) throw await inUse(url, this.#folder)
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end()
    return this.#stopping
  }

  async #end(): Promise<void> {
    await this.#ownership?.release()
    if (this.#server) await stopServer(this.#server)
    const { cluster, socketFolder } = this.#options
    if (socketFolder !== cluster) rmSync(socketFolder, { recursive: true, force: true })
  }
}
