import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { isOwnPath } from '../../http/base-url.ts'
import type { FormBody } from '../../http/form-body.ts'
import { refuse } from '../../http/refusal.ts'
import { loginPage } from '../views/login.ts'
import { pageContext, queryOf, sendPage } from './site.ts'
import type { Site } from './site.ts'

export async function showLogin(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const cameFrom = queryOf(request).get('__came_from') ?? ''
  return sendLogin(site, request, reply, { username: '', cameFrom, fault: null }, 200)
}

interface LoginState {
  readonly username: string
  readonly cameFrom: string
  readonly fault: string | null
}

async function sendLogin(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  state: LoginState,
  status: number,
): Promise<FastifyReply> {
  const context = await pageContext(site, request, reply)
  return sendPage(
    request,
    reply,
    loginPage(context, {
      ...state,
      action: site.http.link('/'),
      demo: site.demo,
      takesRegistrations: site.operations.may(request.visit.actor, 'Register', 'user'),
    }),
    status,
  )
}

/** Roundup's login form, and ours: the variables are the same. */
export async function login(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const { http } = site
  const username = textOf(body, '__login_name').trim()
  const cameFrom = textOf(body, '__came_from')
  try {
    if (username === '') throw new TrackerError('invalid', 'Username required')
    const credentials = { username, password: textOf(body, '__login_password') }
    const signedIn = await http.identity.login(credentials, textOf(body, 'remember') !== '', request.visit.origin)
    await endOldSession(site, request)
    http.cookies.setSession(reply, signedIn)
    http.cookies.setFlash(reply, signedIn.token, `Welcome ${signedIn.actor.username}!`)
    return await reply.header('cache-control', 'no-store').redirect(wayBack(site, cameFrom), 303)
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error
    const { status, message } = refuse(error, request, reply)
    return sendLogin(site, request, reply, { username, cameFrom, fault: message }, status)
  }
}

/** Who logs in again, or as somebody else, has one session afterwards. */
export async function endOldSession({ http }: Site, { visit }: FastifyRequest): Promise<void> {
  if (visit.sessionToken !== null) await http.identity.logout(visit.sessionToken)
}

/** Back to where "Log in" was pressed, if that is one of our pages and not the login itself. */
function wayBack({ http }: Site, cameFrom: string): string {
  const path = cameFrom.startsWith(http.base.origin) ? cameFrom.slice(http.base.origin.length) : cameFrom
  const isUseful = isOwnPath(http.base, path) && !/[?&](?:@|%40|:)(?:template=login|action=logout)/i.test(path)
  return isUseful ? path : http.link('/')
}

export async function logout(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { http } = site
  await endOldSession(site, request)
  http.cookies.clearSession(reply)
  return reply.header('cache-control', 'no-store').redirect(http.link('/'), 303)
}

function textOf(body: FormBody, name: string): string {
  const value = body.findLast((entry) => entry.name === name)?.value
  return typeof value === 'string' ? value : ''
}
