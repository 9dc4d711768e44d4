import { readFileSync } from 'node:fs'
import type { SettingName } from './settings.ts'
import { settingOf } from './settings.ts'

/**
 * The value that a file holds. Editors and `echo` end a file with a newline; it is left out, save that of a password:
 * there it is refused, because whoever else reads the same Secret (PostgreSQL itself) may take it for a part of it.
 *
 * @throws {Error} with a sentence that names the file.
 */
export function readValue(name: SettingName, file: string): string {
  const text = readText(file)
  const value = text.replace(/(\r?\n)+$/, '')
  if (!settingOf(name).isPassword) return value
  if (value === '') throw new Error(`the file ${file} is empty`)
  if (value !== text)
    throw new Error(
      `the file ${file} ends with a newline, which others would take for a part of the password; write it without, as "printf %s" does`,
    )
  return value
}

/** @throws {Error} with a sentence that names the file. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`the file ${file} can't be read: ${reason(error)}`, { cause: error })
  }
}

export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EACCES') return 'this user may not read it'
  if (code === 'ENOTDIR') return 'it is no folder'
  if (code === 'EISDIR') return 'it is a folder'
  return code ?? String(error)
}
