import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TrackerError } from '../errors.ts'
import { musterFolder } from './muster-package.ts'

/** One file of each folder that Muster is nothing without. In the sources, where there is no list of all. */
const LANDMARKS = ['public/muster.css', 'db/migrations/0001-core.sql']

/**
 * What of Muster's own files is not there, each as a sentence: a volume that is mounted over one of its folders
 * hides what the folder holds. `dist/files.json` is written by the build and names every file.
 */
export function missingFiles(root: string = musterFolder()): readonly string[] {
  const missing = (builtFiles(root) ?? LANDMARKS).filter((file) => !isFile(join(root, file)))
  const folders = Map.groupBy(missing, (file) => hiddenFolder(root, file))
  return [...folders].map(([folder, files]) =>
    folder === null
      ? `Muster's own file ${join(root, files[0]!)} is missing${files.length > 1 ? `, and ${files.length - 1} more` : ''}: install this release again`
      : `The folder ${folder} of Muster is empty: nothing may be mounted over it (settings go to MUSTER_CONFIG_DIR, secrets to MUSTER_SECRETS_DIR, a tracker to MUSTER_TRACKER)`,
  )
}

/** @throws {TrackerError} rejected, naming the first folder that something hides. */
export function refuseMissingFiles(): void {
  const [first] = missingFiles()
  if (first !== undefined) throw new TrackerError('rejected', first)
}

function builtFiles(root: string): readonly string[] | null {
  const list = join(root, 'dist', 'files.json')
  return isFile(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : null
}

/** The uppermost folder of ours above the file that is empty or gone; null: others of its folder are there. */
function hiddenFolder(root: string, file: string): string | null {
  const parts = file.split('/').slice(0, -1)
  for (let depth = 1; depth <= parts.length; depth++) {
    const folder = join(root, ...parts.slice(0, depth))
    if (isEmpty(folder)) return folder
  }
  return null
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).filter((name) => name !== 'lost+found').length === 0
  } catch {
    return true
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
