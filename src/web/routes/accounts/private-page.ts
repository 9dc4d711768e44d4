import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FormBody } from '../../../http/form-body.ts'
import { spentLinkPage } from '../../views/accounts/spent-link.ts'
import type { PageContext } from '../../views/page-context.ts'
import type { Html } from '../../../values/html.ts'
import { pageContext, queryOf, sendPage } from '../site.ts'
import type { Site } from '../site.ts'

/**
 * A page whose URL is a key. No later request names it, not even those for the page's own style sheet, which logs of
 * proxies keep; with `no-referrer` browsers would send its form without an origin.
 */
export function sendPrivate(request: FastifyRequest, reply: FastifyReply, page: Html, status = 200): FastifyReply {
  reply.headers({ 'referrer-policy': 'strict-origin', 'x-robots-tag': 'noindex' })
  return sendPage(request, reply, page, status).header('cache-control', 'no-store')
}

/** What such a page needs; its "Log in" does not lead back to it, or the key would stand in one more URL. */
export async function privateContext(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<PageContext> {
  return { ...(await pageContext(site, request, reply)), loginHref: site.http.link('/home?@template=login') }
}

/** For a link that was used, or has expired, or is not whole; `path` is where another one is asked for. */
export async function sendSpent(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  again: { readonly label: string; readonly path: string } | null,
): Promise<FastifyReply> {
  const context = await privateContext(site, request, reply)
  return sendPrivate(request, reply, spentLinkPage(context, again), 404)
}

export function tokenOf(request: FastifyRequest): string {
  return queryOf(request).get('otk') ?? ''
}

export function textIn(body: FormBody, name: string): string {
  const value = body.findLast((entry) => entry.name === name)?.value
  return typeof value === 'string' ? value : ''
}
