import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What runs was built from and with. What is not known is null: all of it where the sources run as they are. */
export interface BuildFacts {
  readonly source: string | null
  readonly ref: string | null
  /** Ends with `-dirty` where the sources had changes that were not committed. */
  readonly commit: string | null
  /** When the commit was made, in ISO 8601. */
  readonly created: string | null
  /** The image or system that it was built on. */
  readonly builder: string | null
  readonly node: string | null
  readonly npm: string | null
  /** The tracker repository that the build took in. */
  readonly tracker: BuiltTracker | null
}

export interface BuiltTracker {
  /** Absolute. */
  readonly folder: string
  readonly source: string
  readonly ref: string
  readonly commit: string
}

/** Beside the compiled `src`. */
const DIST = join(import.meta.dirname, '..', '..')
const FILE = join(DIST, 'build.json')

const UNKNOWN: BuildFacts = {
  source: null,
  ref: null,
  commit: null,
  created: null,
  builder: null,
  node: null,
  npm: null,
  tracker: null,
}

/** Reads what `npm run build` wrote. */
export function readBuild(): BuildFacts {
  if (!existsSync(FILE)) return UNKNOWN
  const { tracker, ...facts } = JSON.parse(readFileSync(FILE, 'utf8')) as BuildFacts
  return Object.freeze({ ...facts, tracker: tracker && { ...tracker, folder: resolve(DIST, '..', tracker.folder) } })
}
