import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the reference data lies beside a checkout; tests that use it skip where it is absent. */
const root = new URL('../../../shared/data/', import.meta.url)

/** @returns the file's path, or null where the reference data is not there. */
export function sharedData(path: string): string | null {
  const file = fileURLToPath(new URL(path, root))
  return existsSync(file) ? file : null
}
