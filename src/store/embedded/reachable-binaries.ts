import { join } from 'node:path'
import { TrackerError } from '../../errors.ts'
import { type Binaries, OLDEST_MAJOR } from './binaries.ts'
import { copyBinaries, lacksLinks, linkLibraries } from './npm-binaries.ts'
import { type ServerUser, mayRun } from './server-user.ts'

export interface ReachableOptions {
  readonly user: ServerUser | null
  /** Of an existing cluster; a new one takes the first that is new enough. */
  readonly major?: number
  /** Where a copy may go that the server's account can read. */
  readonly place: string
  readonly log: (sentence: string) => void
  readonly found: readonly Binaries[]
}

/**
 * Programs that are complete and that the server's account can run.
 *
 * @throws {TrackerError} `unavailable` where there are none, saying what is there and what would do.
 */
export function reachableBinaries(options: ReachableOptions): Binaries {
  const { found } = options
  const fit = found.filter(({ major }) => (options.major ? major === options.major : major >= OLDEST_MAJOR))
  const ready = fit.map((binaries) => complete(binaries, options)).find((binaries) => binaries !== null)
  if (ready) return ready
  throw new TrackerError('unavailable', fit.length > 0 ? unreachable(fit) : unfit(found, options.major))
}

function complete(binaries: Binaries, { user, place, log }: ReachableOptions): Binaries | null {
  const runs = (candidate: Binaries) => mayRun(join(candidate.folder, 'postgres'), user)
  if (!binaries.fromNpm) return runs(binaries) ? binaries : null
  if (runs(binaries) && isLinked(binaries)) return binaries

  const copied = copyBinaries(binaries, place)
  if (!runs(copied)) return null
  log(`PostgreSQL's programs in ${binaries.folder} can't be used in their place; runs a copy in ${copied.folder}`)
  return copied
}

/** The folder may be read-only: of another user, or of an image. */
function isLinked(binaries: Binaries): boolean {
  try {
    if (lacksLinks(binaries)) linkLibraries(binaries)
    return true
  } catch {
    return false
  }
}

function unreachable(fit: readonly Binaries[]): string {
  return `PostgreSQL is in ${list(fit)}, but the account it has to run under can't get there; set MUSTER_DATABASE_URL or run Muster as another user than root`
}

function unfit(found: readonly Binaries[], major?: number): string {
  const there = found.length > 0 ? `only ${list(found)} is on this machine` : 'no PostgreSQL is on this machine'
  if (major)
    return `The data was made by PostgreSQL ${major}, and ${there}; install PostgreSQL ${major}, or export the data there and import it into a new folder`
  return `Muster needs PostgreSQL ${OLDEST_MAJOR} or newer, and ${there}; install it, run "npm install" without --omit=optional, or set MUSTER_DATABASE_URL`
}

function list(found: readonly Binaries[]): string {
  return found.map(({ version, folder }) => `${version} (${folder})`).join(', ')
}
