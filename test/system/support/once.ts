import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where the files of one run of `npm run test:system` share what takes long to make; it is removed after the run. */
export const runFolder = process.env['MUSTER_TEST_SYSTEM_FOLDER'] ?? mkdtempSync(join(tmpdir(), 'muster-system-'))

const PATIENCE_MS = 300_000

/**
 * Makes something once for all test files of a run, which are processes of their own.
 *
 * @returns the folder that `make` filled.
 */
export async function once(name: string, make: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = join(runFolder, name)
  const outcome = join(runFolder, `${name}.outcome`)
  if (!claims(folder)) return waitFor(folder, outcome)
  try {
    await make(folder)
  } catch (error) {
    writeFileSync(outcome, (error as Error).message)
    throw error
  }
  writeFileSync(outcome, '')
  return folder
}

function claims(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function waitFor(folder: string, outcome: string): Promise<string> {
  for (const start = Date.now(); !existsSync(outcome); await sleep(100))
    if (Date.now() - start > PATIENCE_MS) throw new Error(`${folder} was not made in time`)
  if (readFileSync(outcome, 'utf8') !== '') throw new Error(`${folder} could not be made, as another test says`)
  return folder
}
