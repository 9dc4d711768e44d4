import type { FastifyReply, FastifyRequest } from 'fastify'
import { isStillSame, parseByteRange } from '../../http/byte-range.ts'
import { hasETag } from '../../http/send-static.ts'
import type { Designator } from '../../values/designator.ts'
import { printDesignator } from '../../values/designator.ts'
import { servedAs } from './content-type.ts'
import type { Site } from './site.ts'

/** Whatever it holds: no script, no form, no frame, nothing loaded. */
const SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"

/** The bytes of a file or message. What follows the designator in the URL is only a label. */
export async function sendContent(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
): Promise<FastifyReply> {
  const { bytes, hash, type, name } = await site.operations.content(request.visit.actor, designator)
  const { type: contentType, isInline } = servedAs(type)
  const etag = `"${hash.slice(0, 32)}"`
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Cookie')
    .header('content-security-policy', SANDBOX)
  if (hasETag(request.headers['if-none-match'], etag)) return reply.code(304).send()
  const { range: asked, 'if-range': ifRange } = request.headers
  const mayCut = request.method === 'GET' && isStillSame(header(ifRange), etag)
  const range = mayCut ? parseByteRange(asked, bytes.length) : null
  if (range === 'unsatisfiable') return refuseRange(reply, bytes.length)

  reply
    .header('content-disposition', disposition(isInline ? 'inline' : 'attachment', name ?? printDesignator(designator)))
    .type(contentType)
  if (range === null) return reply.send(bytes)
  return reply
    .code(206)
    .header('content-range', `bytes ${range.first}-${range.last}/${bytes.length}`)
    .send(bytes.subarray(range.first, range.last + 1))
}

function header(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join()
}

function refuseRange(reply: FastifyReply, length: number): FastifyReply {
  return reply
    .code(416)
    .header('content-range', `bytes */${length}`)
    .type('text/plain; charset=utf-8')
    .send(`There are ${length} bytes: ask for a range that begins before their end.\n`)
}

/** The name in the two forms of RFC 6266: for old clients without what they could misread, and whole. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return ascii === name ? `${kind}; filename="${ascii}"` : `${kind}; filename="${ascii}"; filename*=UTF-8''${whole}`
}
