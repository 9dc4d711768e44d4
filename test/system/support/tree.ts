import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Every file and folder below a folder, with what makes it that: mode, time, and content or target. */
export function listTree(folder: string, left: readonly string[] = []): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !left.some((one) => name === one || name.startsWith(`${one}/`)))
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const stat = lstatSync(path)
      const mode = (stat.mode & 0o7777).toString(8)
      return `${name} ${mode} ${stat.mtime.toISOString()} ${stat.isDirectory() ? '' : digest(path, stat.isSymbolicLink())}`
    })
}

/** Those that somebody but root could change, or that would run as another user. */
export function loosePaths(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const stat = lstatSync(join(folder, name))
    return !stat.isSymbolicLink() && (stat.mode & 0o6222) !== 0
  })
}

function digest(path: string, isLink: boolean): string {
  return createHash('sha256')
    .update(isLink ? readlinkSync(path) : readFileSync(path))
    .digest('hex')
}
