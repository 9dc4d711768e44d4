import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { once } from './once.ts'

/** Programs that making a base needs. */
export const BASE_NEEDS = ['mmdebstrap', 'setpriv', 'unshare', 'git'] as const

/** What runs in the base, beside a shell: what the Node builders of OpenShift have, too. */
const PACKAGES = ['git', 'ca-certificates', 'libstdc++6']
const CERTIFICATE = '/etc/ssl/certs/machine.pem'

/**
 * A file system in the place of the UBI Node image, for tests where no registry of images is reached: Debian with
 * Node 24, npm and git, the user 1001:0 and its home in /opt/app-root/src.
 */
export function standInBase(): Promise<string> {
  return once('base', (folder) => {
    const docs = ['doc', 'man', 'locale', 'info'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`)
    run('mmdebstrap', ['--quiet', '--variant=minbase', `--include=${PACKAGES.join(',')}`, ...docs, 'bookworm', folder])
    copyFileSync(process.execPath, join(folder, 'usr/bin/node'))
    addNpm(folder)
    appendFileSync(join(folder, 'etc/passwd'), 'default:x:1001:0:Application:/opt/app-root/src:/usr/sbin/nologin\n')
    mkdirSync(join(folder, 'opt/app-root/src'), { recursive: true })
    run('chown', ['-R', '1001:0', join(folder, 'opt/app-root')])
    const certificate = process.env['NODE_EXTRA_CA_CERTS']
    if (certificate) copyFileSync(certificate, join(folder, CERTIFICATE))
  })
}

function addNpm(folder: string): void {
  const script = process.env['npm_execpath'] ?? run('npm', ['root', '--global']).trim() + '/npm/bin/npm-cli.js'
  cpSync(dirname(dirname(script)), join(folder, 'usr/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, 'usr/bin', name))
}

/** What npm in the base has to know to reach the registry that npm here reaches. */
export function npmEnvironment(): Readonly<Record<string, string>> {
  return {
    NPM_CONFIG_REGISTRY: run('npm', ['config', 'get', 'registry']).trim(),
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    ...(process.env['NODE_EXTRA_CA_CERTS'] && { NODE_EXTRA_CA_CERTS: CERTIFICATE }),
  }
}

/** @throws {Error} with what it printed, when it fails. */
export function run(program: string, args: readonly string[], cwd = '/'): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}${error?.message ?? ''}`)
  return stdout
}
