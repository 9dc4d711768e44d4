import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * For the option `skip` of a test.
 *
 * @returns false where root and all programs are here, else a sentence that says what is missing.
 */
export function missing(...programs: readonly string[]): false | string {
  if (process.getuid?.() !== 0) return 'needs root'
  const absent = programs.filter((program) => !isOnPath(program))
  return absent.length > 0 && `needs ${absent.join(', ')}`
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}
