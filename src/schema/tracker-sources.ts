import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

export interface SourceFile {
  readonly path: string
  /** As faults print it. */
  readonly shown: string
  readonly text: string
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'test', 'tests'])

/** The modules of a tracker folder; tests and declarations are none. */
export function trackerSources(folder: string): readonly SourceFile[] {
  return modulesBelow(folder)
    .sort()
    .map((path) => ({ path, shown: shownPath(path), text: readFileSync(path, 'utf8') }))
}

function modulesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : modulesBelow(path)
    return isModule(entry.name) ? [path] : []
  })
}

function isModule(name: string): boolean {
  return ['.ts', '.js'].includes(extname(name)) && !/\.(test|d|config)\.[tj]s$/.test(name)
}

/** Line, from 1, of a character offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** As an editor or a terminal opens it with a click: below the current folder without that, else whole. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path)
  return shown.startsWith('..') ? path : shown
}
