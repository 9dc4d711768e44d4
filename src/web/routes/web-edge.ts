import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { acceptForms, readForm } from '../../http/form-body.ts'
import type { FormBody } from '../../http/form-body.ts'
import type { Edge } from '../../http/server.ts'
import { accountPageOf, isAccountAction } from './accounts/account-names.ts'
import { actionIn, changeClass, onlyByForm, showClass, showHome, signInAction } from './class-routes.ts'
import { sendContent } from './download.ts'
import { showError, showNotFound } from './error-page.ts'
import { checkFormToken, refuseForeignForm, resumable } from './form-guard.ts'
import { changeNode, showNode } from './item-routes.ts'
import { changeMail, showMail } from './mail-page.ts'
import { showOutbox } from './outbox-page.ts'
import { isDesignator, readAddress } from './read-address.ts'
import { openSite, special, queryOf } from './site.ts'
import type { Site, SiteOptions } from './site.ts'
import { isUnsubscribing, unsubscribeRoutes } from './unsubscribe.ts'

type Asked = FastifyRequest<{ Params: { address: string } }>

/** The pages. */
export function webEdge(options: SiteOptions): Edge {
  return async (scope, http) => {
    const site = openSite(options, http)
    await acceptForms(scope)
    scope.addHook('onRequest', http.visitor('web'))
    scope.addHook('preHandler', async (request) => {
      if (request.method === 'POST' || isUnsubscribing(request)) return
      const params = queryOf(request)
      mayEnter(site, request, special(params, 'template') === 'login' || accountPageOf(params) !== null)
    })
    scope.setErrorHandler((error, request, reply) => showError(site, request, reply, error))
    scope.setNotFoundHandler((request, reply) => showNotFound(site, request, reply))

    for (const path of ['/', '/home', '/index']) {
      scope.get(path, (request, reply) => showHome(site, request, reply))
      post(scope, site, path, (request, reply, body) => changeHome(site, request, reply, body))
    }
    scope.get('/mail', (request, reply) => showMail(site, request, reply))
    post(scope, site, '/mail', (request, reply, body) => changeMail(site, request, reply, body))
    scope.get('/outbox', (request, reply) => showOutbox(site, request, reply))
    unsubscribeRoutes(scope, site)
    scope.get('/:address', (request: Asked, reply) => {
      const address = readAddress(request.params.address, site.tracker)
      return isDesignator(address)
        ? showNode(site, request, reply, address)
        : showClass(site, request, reply, address.className)
    })
    post(scope, site, '/:address', (request, reply, body) => {
      const address = readAddress((request as Asked).params.address, site.tracker)
      return isDesignator(address)
        ? changeNode(site, request, reply, address, body)
        : changeClass(site, request, reply, address.className, body)
    })
    scope.get('/:address/*', async (request: Asked, reply) => {
      const address = readAddress(request.params.address, site.tracker)
      if (isDesignator(address)) return sendContent(site, request, reply, address)
      throw new TrackerError('not-found', 'There is no such page')
    })
  }
}

type Change = (request: FastifyRequest, reply: FastifyReply, body: FormBody) => Promise<FastifyReply>

/** A form: first of all, was it sent from a page of ours? */
function post(scope: FastifyInstance, site: Site, url: string, change: Change): void {
  scope.post(url, { preParsing: async (request) => refuseForeignForm(request) }, async (request, reply) => {
    const body = await readForm(request)
    checkFormToken(request, body)
    mayEnter(site, request, actionIn(body) === 'login' || isAccountAction(actionIn(body)))
    return resumable(site, request, reply, body, () => change(request, reply, body))
  })
}

async function changeHome(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const action = actionIn(body)
  const signedIn = signInAction(site, request, reply, body, action)
  if (signedIn) return signedIn
  if (action !== null) throw onlyByForm(action)
  return reply.redirect(site.http.link('/'), 303)
}

/** A tracker may be closed to those who are not logged in; the login and the way to an account are open. */
function mayEnter(site: Site, request: FastifyRequest, isLogin: boolean): void {
  if (isLogin || site.operations.may(request.visit.actor, 'Web Access')) return
  throw new TrackerError('forbidden', 'Please login with your username and password.')
}
