import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of Muster's own package, above `src` or `dist/src`. */
export function musterFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error("Muster's own package.json is missing")
  }
}

export function musterVersion(): string {
  const { version } = JSON.parse(readFileSync(join(musterFolder(), 'package.json'), 'utf8')) as { version: string }
  return version
}
