import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { readForm } from '../../http/form-body.ts'
import type { LinkDeed } from '../../operations/unsubscribe-links.ts'
import { unsubscribePage } from '../views/unsubscribe.ts'
import { pageContext, sendPage } from './site.ts'
import type { Site } from './site.ts'

type Asked = FastifyRequest<{ Params: { token: string } }>

const PATH = '/unsubscribe/:token'

/**
 * Where mails' List-Unsubscribe points (RFC 8058). The token is all the right that is needed: mail programs post
 * without a login, a cookie or an origin. GET shows the button that posts the same.
 */
export function unsubscribeRoutes(scope: FastifyInstance, site: Site): void {
  const links = site.operations.unsubscribeLinks
  scope.get(PATH, async (request: Asked, reply) => {
    const deed = await links.read(request.params.token)
    return send(site, request, reply, { deed, token: request.params.token, done: null })
  })
  scope.post(PATH, async (request: Asked, reply) => {
    const deed = await links.read(request.params.token)
    if (lastOf(await readForm(request)) !== 'One-Click')
      throw new TrackerError('invalid', 'To unsubscribe, post the form field List-Unsubscribe with the value One-Click')
    const undo = await links.run(deed)
    return send(site, request, reply, { deed: undo, token: await links.tokenFor(undo), done: deed })
  })
}

function lastOf(body: Awaited<ReturnType<typeof readForm>>): string | null {
  const value = body.findLast(({ name }) => name === 'List-Unsubscribe')?.value
  return typeof value === 'string' ? value : null
}

async function send(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { deed, token, done }: { readonly deed: LinkDeed; readonly token: string; readonly done: LinkDeed | null },
): Promise<FastifyReply> {
  const context = await pageContext(site, request, reply)
  reply.header('x-robots-tag', 'noindex')
  const shown = sendPage(
    request,
    reply,
    unsubscribePage(context, { deed, done, action: site.http.link(`/unsubscribe/${token}`) }),
  )
  return shown.header('cache-control', 'no-store')
}

/** Whether it is open to those who may not enter the tracker otherwise. */
export function isUnsubscribing({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === PATH
}
