import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { outboxMailPage, outboxPage } from '../views/outbox.ts'
import { pageContext, queryOf, sendPage } from './site.ts'
import type { Site } from './site.ts'

/** `/outbox`, `/outbox?state=failed`, `/outbox?mail=12`. */
export async function showOutbox(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { operations } = site
  const { actor } = request.visit
  const query = queryOf(request)
  const isDemo = site.demo !== null
  const id = numberIn(query.get('mail'))
  if (id !== null) {
    const mail = await operations.outbox.mail(actor, isDemo, id)
    return sendPage(request, reply, outboxMailPage(await pageContext(site, request, reply), mail))
  }
  const state = query.get('state') === '' ? null : query.get('state')
  const shown = await operations.outbox.page(actor, isDemo, { state, before: numberIn(query.get('before')) })
  const keepsMail = site.keepsMail === true
  return sendPage(request, reply, outboxPage(await pageContext(site, request, reply), { ...shown, state, keepsMail }))
}

function numberIn(text: string | null): number | null {
  if (text === null || text === '') return null
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TrackerError('not-found', `There is no mail "${text.slice(0, 50)}"`)
}
