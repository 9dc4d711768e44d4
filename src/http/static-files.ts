import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}
const PACKED_ALREADY = new Set(['.png', '.ico', '.woff2'])

export type Encoding = 'br' | 'zstd' | 'gzip'

export interface StaticFile {
  readonly type: string
  /** Weak: the same for every encoding of the file. */
  readonly etag: string
  readonly plain: Buffer
  readonly packed: ReadonlyMap<Encoding, Buffer>
}

/** The files of a folder, read and compressed once: an answer is a look-up and a write. */
export interface StaticFiles {
  /** By path: `muster.css`. */
  find(name: string): StaticFile | null
  /** Of the whole folder. Part of the files' URLs, so that they may be cached for good. */
  readonly version: string
}

/** In the sources and in the published package alike, the folder is the nearest `public` above. */
export function publicFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'public')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error('The folder public of Muster is missing')
  }
}

export async function readStaticFiles(folder: string = publicFolder()): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
  const files = new Map<string, StaticFile>()
  const version = createHash('sha256')
  for (const name of names) {
    const file = await readStaticFile(join(folder, name))
    files.set(name, file)
    version.update(`${name} ${file.etag} `)
  }
  return { find: (name) => files.get(name) ?? null, version: version.digest('base64url').slice(0, 10) }
}

async function readStaticFile(path: string): Promise<StaticFile> {
  const plain = await readFile(path)
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const extension = extname(path)
  return { type: TYPES[extension]!, etag, plain, packed: PACKED_ALREADY.has(extension) ? new Map() : pack(plain) }
}

/** As small as each can be made: it is done once, and the files are small. (Not in threads: that takes ten times as long.) */
function pack(plain: Buffer): ReadonlyMap<Encoding, Buffer> {
  const packed: [Encoding, Buffer][] = [
    ['br', brotliCompressSync(plain)],
    ['zstd', zstdCompressSync(plain, { params: { [constants.ZSTD_c_compressionLevel]: 19 } })],
    ['gzip', gzipSync(plain, { level: 9 })],
  ]
  return new Map(packed.filter(([, bytes]) => bytes.length < plain.length))
}
