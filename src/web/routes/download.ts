import type { FastifyReply, FastifyRequest } from 'fastify'
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
  const etag = `W/"${hash.slice(0, 32)}"`
  reply
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Cookie')
    .header('content-security-policy', SANDBOX)
    .header('content-disposition', disposition(isInline ? 'inline' : 'attachment', name ?? printDesignator(designator)))
  if (hasETag(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.type(contentType).send(bytes)
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
