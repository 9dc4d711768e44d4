import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TrackerFault } from './tracker-fault.ts'

/** What made a module's import fail, with the place that has to be mended. */
export function importFault(module: string, error: unknown): TrackerFault {
  if (!(error instanceof Error))
    return { file: module, line: null, message: `It throws ${String(error)} when it is loaded` }
  return missingImport(error) ?? markedSource(error) ?? throwingLine(error, module) ?? unmarkedSource(error, module)
}

const MISSING = /^Cannot find (module|package) '([^']+)' imported from (.+)$/

function missingImport(error: Error): TrackerFault | null {
  const match = MISSING.exec(error.message)
  if (!match) return null
  const [, kind, missing, importer] = match as unknown as [string, string, string, string]
  const line = lineWith(importer, kind === 'module' ? basename(missing) : missing)
  const message = kind === 'module' ? `there is no file ${missing}` : `the package ${missing} is not installed`
  return { file: importer, line, message }
}

function lineWith(file: string, text: string): number | null {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => /['"]/.test(line) && line.includes(text))
  return index === -1 ? null : index + 1
}

/** Node writes the place of what it can't parse or link before the message. */
function markedSource(error: Error): TrackerFault | null {
  const match = /^(file:\/\/\S+):(\d+)$/.exec(error.stack?.split('\n', 1)[0] ?? '')
  return match && { file: fileURLToPath(match[1]!), line: Number(match[2]), message: described(error) }
}

/** The first line of the stack that is not Muster's or Node's own. */
function throwingLine(error: Error, module: string): TrackerFault | null {
  const folder = import.meta.dirname
  for (const frame of (error.stack ?? '').matchAll(/(file:\/\/[^\s()]+):(\d+):\d+\)?$/gm)) {
    const file = fileURLToPath(frame[1]!)
    if (file.startsWith(folder) || file.includes('/node_modules/')) continue
    return { file, line: Number(frame[2]), message: described(error) }
  }
  return error.name === 'SyntaxError' ? null : { file: module, line: null, message: described(error) }
}

/** Of plain JavaScript Node keeps the place to itself, but for its own checker. */
function unmarkedSource(error: Error, module: string): TrackerFault {
  const { stderr } = spawnSync(process.execPath, ['--check', module], { encoding: 'utf8' })
  const match = extname(module) === '.js' ? /^(?:file:\/\/)?(\/.+):(\d+)$/m.exec(stderr) : null
  return match
    ? { file: match[1]!, line: Number(match[2]), message: described(error) }
    : { file: module, line: null, message: described(error) }
}

function described(error: Error): string {
  return `${error.name}: ${error.message}`
}
