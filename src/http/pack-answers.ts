import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip, gzipSync, zstdCompress, zstdCompressSync } from 'node:zlib'
import type { ZstdOptions } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding } from './accepted-encoding.ts'
import { hasETag } from './send-static.ts'

/** Less than a packet: not worth the work. */
const MIN_BYTES = 1_000
/** Characters or bytes. Up to here packing takes less time than handing it to another thread and back is worth. */
const MAX_SYNC = 200_000
const PACKABLE = /^(?:text\/(?:html|plain|csv|xml)|application\/(?:json|atom\+xml|xml)|image\/svg\+xml)\b/
const ENCODINGS = ['zstd', 'gzip'] as const
const ZSTD = { [constants.ZSTD_c_compressionLevel]: 1 }
const MIN_CHUNK = 1_024
const GZIP = { level: 1 }

/** Compresses what is sent as one piece, and answers that nothing has changed where that is so. */
export function packAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    // A part is one of the bytes as they are.
    if (reply.hasHeader('content-range')) return payload
    if (reply.hasHeader('content-encoding') || !PACKABLE.test(String(reply.getHeader('content-type') ?? '')))
      return payload
    const packed = await pack(request, reply, payload)
    if (!isUnchanged(request, reply, packed)) return packed
    reply.code(304).removeHeader('content-type').removeHeader('content-encoding')
    return ''
  })
}

/** Pages that may be kept but have to be asked about get a tag of their bytes: of the packed ones, since they are fewer. */
function isUnchanged(request: FastifyRequest, reply: FastifyReply, packed: Buffer): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (
    reply.statusCode !== 200 ||
    reply.hasHeader('etag') ||
    !String(reply.getHeader('cache-control') ?? '').includes('no-cache')
  )
    return false
  const etag = `W/"${hash('sha1', packed, 'base64url')}"`
  reply.header('etag', etag)
  return hasETag(request.headers['if-none-match'], etag)
}

/** A strong tag names bytes, and these are others now: no part of them may be joined to a part of the plain ones. */
function weakenTag(reply: FastifyReply): void {
  const etag = reply.getHeader('etag')
  if (typeof etag === 'string' && !etag.startsWith('W/')) reply.header('etag', `W/${etag}`)
}

async function pack(request: FastifyRequest, reply: FastifyReply, payload: Buffer | string): Promise<Buffer> {
  const vary = reply.getHeader('vary')
  reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${String(vary)}, Accept-Encoding`)
  if (payload.length < MIN_BYTES) return Buffer.from(payload)
  const encoding = acceptedEncoding(request.headers['accept-encoding'], ENCODINGS)
  if (encoding === null) return Buffer.from(payload)

  reply.header('content-encoding', encoding).removeHeader('content-length')
  weakenTag(reply)
  if (payload.length <= MAX_SYNC) {
    const bytes = typeof payload === 'string' ? bytesOnce(payload) : payload
    return encoding === 'zstd' ? zstdCompressSync(bytes, zstdFor(bytes)) : gzipSync(bytes, GZIP)
  }
  const bytes = Buffer.from(payload)
  return encoding === 'zstd' ? promisify(zstdCompress)(bytes, zstdFor(bytes)) : promisify(gzip)(bytes, GZIP)
}

const pages = Buffer.allocUnsafeSlow(3 * MAX_SYNC)

/** A text's bytes, until the next text's: memory for those of each page took as long as to fill it. */
function bytesOnce(text: string): Buffer {
  return pages.subarray(0, pages.write(text))
}

/** Told how much there is it takes as much memory as that needs, and the answer leaves it in one piece. */
function zstdFor({ length }: Buffer): ZstdOptions {
  return { params: ZSTD, pledgedSrcSize: length, chunkSize: Math.max(MIN_CHUNK, length >> 1) }
}
