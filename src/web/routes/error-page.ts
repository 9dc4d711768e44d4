import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { refuse } from '../../http/refusal.ts'
import { errorPage } from '../views/errors.ts'
import type { PageContext } from '../views/page-context.ts'
import { isSignedIn, pageContext, sendPage } from './site.ts'
import type { Site } from './site.ts'

/** A refusal as a page. With the database away it is a page all the same, with less on it. */
export async function showError(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  request.visit ??= unknownVisit(request)
  const { code, message, faults, reference, status } = refuse(error, request, reply)
  const isAnonymous = code === 'forbidden' && !isSignedIn(request)
  if (isAnonymous) challenge(site, request, reply)
  const context = await contextOf(site, request, reply)
  const shown = isAnonymous ? 401 : status
  return sendPage(request, reply, errorPage(context, { status: shown, message, faults, wayOut: [], reference }), shown)
}

/** Browsers ask for a password themselves only where one was sent by that way already. */
function challenge(site: Site, request: FastifyRequest, reply: FastifyReply): void {
  const realm = site.tracker.title.replaceAll(/[^\x20-\x7e]|["\\]/g, '')
  const isBasic = request.headers.authorization !== undefined
  reply.header('www-authenticate', isBasic ? `Basic realm="${realm}", charset="UTF-8"` : `Cookie realm="${realm}"`)
}

async function contextOf(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<PageContext> {
  try {
    return await pageContext(site, request, reply)
  } catch (error) {
    request.log.warn({ err: error }, 'an error page has no menu')
    request.visit = unknownVisit(request)
    return pageContext(site, request, reply)
  }
}

/** When we did not come to know who it is. */
function unknownVisit(request: FastifyRequest): FastifyRequest['visit'] {
  return {
    actor: { userId: null, username: 'anonymous', roles: ['Anonymous'], source: 'web', timezone: '' },
    sessionToken: null,
    hasCredentials: false,
    origin: { source: 'web', address: request.ip ?? '', userAgent: null },
    stated: 'nothing',
  }
}

export function showNotFound(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return showError(site, request, reply, new TrackerError('not-found', 'There is no such page'))
}
