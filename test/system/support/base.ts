import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { once } from './once.ts'

/** Programs that making a base needs. */
export const BASE_NEEDS = ['setpriv', 'unshare', 'git'] as const

/** Of those that the Node builders of OpenShift have, what our scripts and git use; they are this machine's. */
const PROGRAMS = 'bash cat chmod chown cut du env find git id mkdir mktemp mv rm setpriv sh sha256sum tar touch'.split(
  ' ',
)
const CERTIFICATE = '/etc/ssl/certs/machine.pem'

/**
 * A file system in the place of the UBI Node image, for tests where no registry of images is reached: Node 24, npm, git
 * and a shell, the user 1001:0 and its home in /opt/app-root/src.
 */
export function standInBase(): Promise<string> {
  return once('base', (folder) => {
    for (const name of ['bin', 'lib', 'lib64', 'sbin']) {
      mkdirSync(join(folder, 'usr', name), { recursive: true })
      symlinkSync(`usr/${name}`, join(folder, name))
    }
    for (const name of ['dev', 'mnt', 'proc', 'tmp', 'etc/ssl/certs', 'var/cache', 'opt/app-root/src'])
      mkdirSync(join(folder, name), { recursive: true })
    run('chmod', ['1777', join(folder, 'tmp')])
    addPrograms(folder)
    addNpm(folder)
    addAccounts(folder)
    const certificate = certificateHere()
    if (certificate !== null) copyFileSync(certificate, join(folder, CERTIFICATE))
  })
}

/** With the libraries that they load. */
function addPrograms(folder: string): void {
  const programs = run('sh', ['-c', 'for name; do command -v "$name"; done', 'sh', ...PROGRAMS])
    .trim()
    .split('\n')
  const libraries = [...programs, process.execPath].flatMap((program) =>
    [...run('ldd', [program]).matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path]) => path!),
  )
  run('cp', ['--parents', '--dereference', ...new Set([...programs, ...libraries]), folder])
  run('cp', ['--parents', '--archive', run('git', ['--exec-path']).trim(), folder])
  copyFileSync(process.execPath, join(folder, 'usr/bin/node'))
}

function addNpm(folder: string): void {
  const script = process.env['npm_execpath'] ?? realpathSync(run('sh', ['-c', 'command -v npm']).trim())
  cpSync(dirname(dirname(script)), join(folder, 'usr/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, 'usr/bin', name))
}

function addAccounts(folder: string): void {
  const accounts = ['root:x:0:0:root:/root:/bin/sh', 'default:x:1001:0:Application:/opt/app-root/src:/bin/false']
  writeFileSync(join(folder, 'etc/passwd'), `${accounts.join('\n')}\n`)
  writeFileSync(join(folder, 'etc/group'), 'root:x:0:\n')
  writeFileSync(join(folder, 'etc/os-release'), 'PRETTY_NAME="Stand-in"\n')
  for (const name of ['hosts', 'resolv.conf']) writeFileSync(join(folder, 'etc', name), '')
  run('chown', ['-R', '1001:0', join(folder, 'opt/app-root')])
}

/** Of the authority that signed for the registry, where it is none that Node knows: as Node or npm is told here. */
function certificateHere(): string | null {
  const { NODE_EXTRA_CA_CERTS: ofNode } = process.env
  if (ofNode) return ofNode
  const ofNpm = run('npm', ['config', 'get', 'cafile']).trim()
  return ofNpm === '' || ofNpm === 'null' || ofNpm === 'undefined' ? null : ofNpm
}

/** What npm in the base has to know to reach the registry that npm here reaches. */
export function npmEnvironment(): Readonly<Record<string, string>> {
  return {
    NPM_CONFIG_REGISTRY: run('npm', ['config', 'get', 'registry']).trim(),
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    ...(certificateHere() !== null && { NODE_EXTRA_CA_CERTS: CERTIFICATE }),
  }
}

/** @throws {Error} with what it printed, when it fails. */
export function run(program: string, args: readonly string[], cwd = '/'): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}${error?.message ?? ''}`)
  return stdout
}
