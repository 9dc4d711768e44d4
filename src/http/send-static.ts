import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding } from './accepted-encoding.ts'
import type { BaseUrl } from './base-url.ts'
import { linkTo } from './base-url.ts'
import type { Encoding, StaticFiles } from './static-files.ts'

const PREFIX = '/@@file/'
const ENCODINGS: readonly Encoding[] = ['br', 'zstd', 'gzip']
const YEAR = 'public, max-age=31536000, immutable'

/** URL of a file of `public/` that holds the version of the folder: it may be cached for good. */
export function assetLinks(base: BaseUrl, files: StaticFiles): (name: string) => string {
  const folder = linkTo(base, `${PREFIX}${files.version}/`)
  return (name) => folder + name
}

/** `/@@file/<version>/<name>` for our own pages, `/@@file/<name>` for everybody else, as in Roundup. */
export function serveStatic(app: FastifyInstance, files: StaticFiles): void {
  app.get(`${PREFIX}*`, (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
    const path = request.params['*']
    const versioned = path.startsWith(`${files.version}/`)
    return sendStatic(request, reply, files, versioned ? path.slice(files.version.length + 1) : path, versioned)
  })
  app.get('/favicon.ico', (request, reply) => sendStatic(request, reply, files, 'icon.svg', false))
  app.get('/robots.txt', (request, reply) => sendStatic(request, reply, files, 'robots.txt', false))
}

function sendStatic(
  request: FastifyRequest,
  reply: FastifyReply,
  files: StaticFiles,
  name: string,
  isImmutable: boolean,
): FastifyReply {
  const file = files.find(name)
  if (!file) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.\n')

  reply
    .header('etag', file.etag)
    .header('cache-control', isImmutable ? YEAR : 'public, max-age=300')
    .header('vary', 'Accept-Encoding')
  if (hasETag(request.headers['if-none-match'], file.etag)) return reply.code(304).send()
  const encoding = acceptedEncoding(
    request.headers['accept-encoding'],
    ENCODINGS.filter((one) => file.packed.has(one)),
  )
  if (encoding !== null) reply.header('content-encoding', encoding)
  return reply.header('content-type', file.type).send(encoding === null ? file.plain : file.packed.get(encoding))
}

/** Whether If-None-Match names the tag; weak and strong compare alike, as RFC 9110 section 13.1.2 asks. */
export function hasETag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const wanted = etag.replace(/^W\//, '')
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === wanted)
}
