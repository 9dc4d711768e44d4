import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { TrackerError } from '../errors.ts'

/** A built-in tracker is one of the folders beside Muster's own code, in the sources and in `dist` alike. */
const BUILT_IN = resolve(import.meta.dirname, '../../trackers')
const BUILT_IN_NAME = /^[a-z0-9-]+$/
const MAIN_MODULES = ['tracker.ts', 'tracker.js']

export interface TrackerFolder {
  readonly path: string
  readonly name: string
  /** The module that default-exports the tracker. */
  readonly main: string
}

/**
 * @param nameOrFolder  `python-dev`, `classic`, `devel`, `minimal`, or the path of a folder.
 * @throws {TrackerError} not-found, when there is no such tracker, or the folder is none.
 */
export function findTrackerFolder(nameOrFolder: string): TrackerFolder {
  const builtIn = join(BUILT_IN, nameOrFolder)
  const path = BUILT_IN_NAME.test(nameOrFolder) && mainModule(builtIn) ? builtIn : resolve(nameOrFolder)
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new TrackerError(
      'not-found',
      `There is no tracker ${nameOrFolder}: it is neither one of Muster's own nor the folder ${path}`,
    )
  const main = mainModule(path)
  if (main === null)
    throw new TrackerError(
      'not-found',
      `The folder ${path} is no tracker: it has neither a tracker.ts nor a tracker.js`,
    )
  return { path, name: trackerName(path), main }
}

function mainModule(folder: string): string | null {
  return MAIN_MODULES.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** That of the folder's package, which stays when the folder is mounted elsewhere; else the folder's. */
function trackerName(path: string): string {
  const manifest = join(path, 'package.json')
  if (!existsSync(manifest)) return basename(path)
  try {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: unknown }
    return typeof name === 'string' && name !== '' ? name : basename(path)
  } catch (cause) {
    throw new TrackerError('invalid', `${manifest}: this is not JSON`, { cause })
  }
}
