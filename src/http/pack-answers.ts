import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip, gzipSync, zstdCompress, zstdCompressSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding } from './accepted-encoding.ts'
import { hasETag } from './send-static.ts'

/** Less than a packet: not worth the work. */
const MIN_BYTES = 1_000
/** Up to here packing takes less time than handing it to another thread and back is worth. */
const MAX_SYNC_BYTES = 200_000
const PACKABLE = /^(?:text\/(?:html|plain|csv|xml)|application\/(?:json|atom\+xml|xml)|image\/svg\+xml)\b/
const ENCODINGS = ['zstd', 'gzip'] as const
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const GZIP = { level: 1 }

/** Compresses what is sent as one piece, and answers that nothing has changed where that is so. */
export function packAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    // A part is one of the bytes as they are.
    if (reply.hasHeader('content-range')) return payload
    if (reply.hasHeader('content-encoding') || !PACKABLE.test(String(reply.getHeader('content-type') ?? '')))
      return payload
    const packed = await pack(request, reply, typeof payload === 'string' ? Buffer.from(payload) : payload)
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

async function pack(request: FastifyRequest, reply: FastifyReply, payload: Buffer): Promise<Buffer> {
  const vary = reply.getHeader('vary')
  reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${String(vary)}, Accept-Encoding`)
  if (payload.length < MIN_BYTES) return payload
  const encoding = acceptedEncoding(request.headers['accept-encoding'], ENCODINGS)
  if (encoding === null) return payload

  reply.header('content-encoding', encoding).removeHeader('content-length')
  weakenTag(reply)
  if (payload.length <= MAX_SYNC_BYTES)
    return encoding === 'zstd' ? zstdCompressSync(payload, ZSTD) : gzipSync(payload, GZIP)
  return encoding === 'zstd' ? promisify(zstdCompress)(payload, ZSTD) : promisify(gzip)(payload, GZIP)
}
