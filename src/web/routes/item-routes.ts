import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import type { FormBody } from '../../http/form-body.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import { editItem, retireItem } from './change-item.ts'
import { actionIn, actionOf, onlyByForm, signInAction } from './class-routes.ts'
import { showItem } from './item-page.ts'
import { queryOf } from './site.ts'
import type { Site } from './site.ts'

/** `/issue12`. HEAD asks only whether it is there, and costs no page. */
export async function showNode(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
): Promise<FastifyReply> {
  if (request.method === 'HEAD') {
    if (!(await site.operations.exists(request.visit.actor, designator)))
      throw new TrackerError('not-found', `There is no ${printDesignator(designator)}`)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'private, no-cache').send('')
  }
  const params = queryOf(request)
  const action = actionOf(params.getAll('@action').concat(params.getAll(':action')))
  if (action !== null) throw onlyByForm(action)
  return showItem(site, request, reply, designator)
}

export async function changeNode(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  body: FormBody,
): Promise<FastifyReply> {
  const action = actionIn(body)
  const signedIn = signInAction(site, request, reply, body, action)
  if (signedIn) return signedIn
  if (action === 'edit') return editItem(site, request, reply, designator, body)
  if (action === 'retire' || action === 'restore') return retireItem(site, request, reply, designator, action)
  if (action === null) return reply.redirect(site.http.link(`/${printDesignator(designator)}`), 303)
  throw onlyByForm(action)
}
