import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TrackerFault } from './tracker-fault.ts'
import { shownPath } from './tracker-sources.ts'

const run = promisify(execFile)

/** Above src/ or dist/src/: the folder of Muster's own package. */
const MUSTER = packageFolder()

function packageFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder
}

/** Faults that the TypeScript checker finds in the folder; null where no checker is installed. */
export async function checkTypes(folder: string): Promise<readonly TrackerFault[] | null> {
  const compiler = findCompiler(folder)
  if (compiler === null) return null
  const scratch = await mkdtemp(join(tmpdir(), 'muster-check-'))
  try {
    const project = join(scratch, 'tsconfig.json')
    await writeFile(project, JSON.stringify(projectFor(folder)))
    return parseFaults(await output(compiler, project, folder), folder)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

/** That of the folder comes first: its author chose the version. */
function findCompiler(folder: string): string | null {
  for (const home of [folder, MUSTER]) {
    try {
      const compiler = join(
        dirname(createRequire(join(home, 'package.json')).resolve('typescript/package.json')),
        'bin',
        'tsc',
      )
      if (existsSync(compiler)) return compiler
    } catch {
      // Not installed there.
    }
  }
  return null
}

/** What a folder without a tsconfig.json of its own is held to. */
const STRICT = {
  target: 'es2024',
  lib: ['es2024'],
  module: 'nodenext',
  moduleDetection: 'force',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
}

/**
 * A project beside the folder's own: the folder may be read-only, and `muster-tracker/…` has to mean the
 * Muster that checks, as it will mean the Muster that runs.
 */
function projectFor(folder: string): object {
  const own = join(folder, 'tsconfig.json')
  const extension = extname(import.meta.filename) === '.ts' ? '.ts' : '.d.ts'
  const typeRoots = [folder, MUSTER].flatMap(foldersAbove).map((home) => join(home, 'node_modules/@types'))
  const shared = (name: string): string[] => [resolve(import.meta.dirname, `../${name}${extension}`)]
  return {
    ...(existsSync(own) ? { extends: own } : {}),
    compilerOptions: {
      ...(existsSync(own)
        ? {}
        : { ...STRICT, types: typeRoots.some((root) => existsSync(join(root, 'node'))) ? ['node'] : [] }),
      noEmit: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      incremental: false,
      composite: false,
      customConditions: ['muster-source'],
      typeRoots,
      paths: { 'muster-tracker/tracker': shared('tracker'), 'muster-tracker/testing': shared('testing') },
    },
    include: [join(folder, '**/*')],
    exclude: [join(folder, '**/node_modules'), join(folder, '**/dist')],
  }
}

/** npm puts a package of a package beside it, not inside. */
function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)]
}

async function output(compiler: string, project: string, folder: string): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [compiler, '--project', project, '--pretty', 'false'], {
      cwd: folder,
      maxBuffer: 2 ** 26,
    })
    return stdout
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: unknown }
    if (typeof code !== 'number' || !stdout) throw error
    return stdout
  }
}

const IN_FILE = /^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/
const IN_PROJECT = /^error TS\d+: (.*)$/

/** What is wrong in files outside the folder is not its author's to mend. */
function parseFaults(text: string, folder: string): TrackerFault[] {
  return text.split('\n').flatMap((line): TrackerFault[] => {
    const project = IN_PROJECT.exec(line)
    if (project) return [{ file: null, line: null, message: project[1]! }]
    const match = IN_FILE.exec(line)
    const path = match && resolve(folder, match[1]!)
    if (!match || !path || relative(folder, path).startsWith('..')) return []
    return [{ file: shownPath(path), line: Number(match[2]), message: match[3]! }]
  })
}
