import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILDER, cloneTo } from './assemble.ts'
import { npmEnvironment, run, standInBase } from './base.ts'
import { once, runFolder } from './once.ts'

export const IMAGE_NEEDS = ['buildah', 'skopeo'] as const
export const IMAGE = 'localhost/muster'
const BASE = 'localhost/stand-in'

/** The Containerfile of the stand-in base; its npm reaches what npm here reaches. */
function baseFile(): string {
  const { NODE_EXTRA_CA_CERTS: certificate } = npmEnvironment()
  const path = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  return [
    'FROM scratch',
    'COPY . /',
    path,
    ...(certificate ? [`ENV NODE_EXTRA_CA_CERTS=${certificate}`] : []),
    '',
  ].join('\n')
}

/** Images of this run go to a store of their own, which goes with it. */
export function storeEnvironment(): NodeJS.ProcessEnv {
  const folder = join(runFolder, 'images')
  const file = `${folder}.conf`
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file))
    writeFileSync(file, `[storage]\ndriver = "overlay"\ngraphroot = "${folder}/graph"\nrunroot = "${folder}/run"\n`)
  return { ...process.env, CONTAINERS_STORAGE_CONF: file }
}

/** Runs buildah or skopeo, or npm with them, on the store of this run. */
export function withImages(program: string, args: readonly string[], cwd = '/') {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd, env: storeEnvironment() })
  return { status, out: stdout, err: stderr }
}

function must(program: string, args: readonly string[], cwd?: string): string {
  const { status, out, err } = withImages(program, args, cwd)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${out}${err}`)
  return out
}

/** What the image build needs to know here: no registry of images, and no rights for a real container. */
function buildArguments(): readonly string[] {
  const { NPM_CONFIG_REGISTRY } = npmEnvironment()
  const known = { BUILDER: BASE, BASE, MUSTER_BUILD_BUILDER: BUILDER, NPM_MIRROR: NPM_CONFIG_REGISTRY }
  return [
    '--isolation',
    'chroot',
    ...Object.entries(known).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
  ]
}

/** Builds the image of a clean clone by `npm run image`, once for all tests; and gives its file system. */
export async function builtImage(): Promise<{ readonly sources: string; readonly files: string }> {
  const folder = await once('image', async (place) => {
    const base = await standInBase()
    writeFileSync(join(place, 'base'), baseFile())
    must('buildah', ['bud', '--quiet', '--isolation', 'chroot', '--tag', BASE, '--file', join(place, 'base'), base])
    cloneTo(join(place, 'sources'))
    must(process.execPath, ['scripts/image.mjs', '--tag', IMAGE, ...buildArguments()], join(place, 'sources'))
    const container = must('buildah', ['from', '--quiet', IMAGE]).trim()
    writeFileSync(join(place, 'mounted'), must('buildah', ['mount', container]).trim())
  })
  return { sources: join(folder, 'sources'), files: run('cat', [join(folder, 'mounted')]) }
}

/** Builds without being told what. */
export async function buildUntold(): Promise<{ readonly status: number | null; readonly err: string }> {
  const { sources } = await builtImage()
  return withImages('buildah', ['bud', ...buildArguments(), '--file', 'Containerfile', '.'], sources)
}

/** As registries would tell it. */
export function inspectImage(): ImageConfig {
  return JSON.parse(must('skopeo', ['inspect', '--config', `containers-storage:${IMAGE}`])) as ImageConfig
}

export interface ImageConfig {
  readonly created: string
  readonly config: {
    readonly User: string
    readonly Entrypoint: readonly string[]
    readonly Cmd: readonly string[]
    readonly Env: readonly string[]
    readonly Labels: Readonly<Record<string, string>>
    readonly ExposedPorts: Readonly<Record<string, object>>
    readonly Volumes?: object
  }
}

/** The file systems of this run's images are given back; to be called when the last test has ended. */
export function dropImages(): void {
  withImages('buildah', ['rm', '--all'])
  withImages('buildah', ['rmi', '--all', '--force'])
}
