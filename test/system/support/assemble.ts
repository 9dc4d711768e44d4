import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmEnvironment, run, standInBase } from './base.ts'
import { once, runFolder } from './once.ts'
import { restricted, root } from './restricted.ts'

/** What OpenShift says of the sources of a build. */
export const REPOSITORY = 'https://git.example.org/muster.git'
/** Both ways of building are told the same builder, so that they can give the same files. */
export const BUILDER = 'stand-in builder'

export interface Built {
  readonly status: number | null
  readonly log: string
  /** What became of /opt/app-root/src. */
  readonly app: string
  readonly tmp: string
}

export interface AssembleOptions {
  /** Changes the sources of the clone. */
  readonly prepare?: (sources: string) => void
  /** The file that save-artifacts of an earlier build wrote. */
  readonly artifacts?: string
  readonly env?: Readonly<Record<string, string>>
  /** Folders that the build can read, as in `/srv/tracker:/mnt`. */
  readonly binds?: readonly string[]
}

/** A clone of what is committed here: what is not committed, nobody else could build. */
export function cloneTo(folder: string): string {
  run('git', ['clone', '--quiet', '--no-local', root, folder])
  run('git', ['-C', folder, 'remote', 'set-url', 'origin', REPOSITORY])
  return run('git', ['-C', folder, 'rev-parse', 'HEAD']).trim()
}

/** Runs `.s2i/bin/assemble` as OpenShift does: user 1001 of group 0, an empty home, the sources in /tmp/src. */
export async function assemble(folder: string, options: AssembleOptions = {}): Promise<Built> {
  const base = await standInBase()
  const [tmp, home] = [join(folder, 'tmp'), join(folder, 'home')]
  for (const path of [tmp, join(home, 'src')]) mkdirSync(path, { recursive: true })
  // Whoever needs a registry that wants a login has this in the home folder of the builder.
  writeFileSync(join(home, 'src', '.npmrc'), 'loglevel=error\n')
  cloneTo(join(tmp, 'src'))
  options.prepare?.(join(tmp, 'src'))
  if (options.artifacts) {
    mkdirSync(join(tmp, 'artifacts'))
    run('tar', ['--extract', '--file', options.artifacts, '--directory', join(tmp, 'artifacts')])
  }
  run('chown', ['-R', '1001:0', folder])
  const [program, args] = restricted({
    base,
    uid: 1001,
    env: {
      HOME: '/opt/app-root/src',
      MUSTER_BUILD_BUILDER: BUILDER,
      NPM_CONFIG_CACHE: '/var/cache',
      ...npmEnvironment(),
      ...s2iEnvironment(),
      ...options.env,
    },
    binds: options.binds ?? [],
    writable: [`${home}:/opt/app-root`, `${tmp}:/tmp`, `${npmCache()}:/var/cache`],
    command: ['/tmp/src/.s2i/bin/assemble'],
  })
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, log: stdout + stderr, app: join(home, 'src'), tmp }
}

/** The build of a clean clone that the tests share. */
export async function assembled(): Promise<Built> {
  const folder = await once('assembled', async (place) => {
    const { status, log } = await assemble(place)
    if (status !== 0) throw new Error(`The build has failed:\n${log}`)
    writeFileSync(join(place, 'log'), log)
  })
  const log = readFileSync(join(folder, 'log'), 'utf8')
  return { status: 0, log, app: join(folder, 'home', 'src'), tmp: join(folder, 'tmp') }
}

/** What S2I puts into the environment of a build and of what it built. */
export function s2iEnvironment(): Readonly<Record<string, string>> {
  const lines = readFileSync(join(root, '.s2i', 'environment'), 'utf8')
    .trim()
    .split('\n')
  return Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]))
}

/** Between the builds of a run, so that each package is fetched once. */
function npmCache(): string {
  const folder = join(runFolder, 'npm-cache')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o777 })
  run('chown', ['1001:0', folder])
  return folder
}
