import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../errors.ts'
import type { Actor, Identity, Origin } from '../identity/identity.ts'
import type { BaseUrl } from './base-url.ts'
import { readBasic } from './basic-credentials.ts'
import { statedOrigin } from './origin-rule.ts'
import type { Stated } from './origin-rule.ts'
import type { Cookies } from './session-cookie.ts'

type Source = Origin['source']

/** Who sent a request, and how we know. */
export interface Visit {
  readonly actor: Actor
  /** Token of the session, null without one. */
  readonly sessionToken: string | null
  readonly hasCredentials: boolean
  readonly origin: Origin
  /** Of which site the page was that sent the request. */
  readonly stated: Stated
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by {@link visitor}; only routes behind it may ask. */
    visit: Visit
  }
}

export interface VisitOptions {
  readonly identity: Identity
  readonly cookies: Cookies
  readonly base: BaseUrl
}

/**
 * A hook that finds out who sent a request: by the Authorization header, else by the session, else nobody in
 * particular. A wrong password is refused, a session that has ended is none.
 */
export function visitor(
  options: VisitOptions,
  source: Source,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request) => {
    request.visit = await visitOf(request, options, source)
  }
}

async function visitOf(
  request: FastifyRequest,
  { identity, cookies, base }: VisitOptions,
  source: Source,
): Promise<Visit> {
  const origin: Origin = { source, address: request.ip ?? '', userAgent: request.headers['user-agent'] ?? null }
  const visit = {
    origin,
    stated: statedOrigin(request.headers, [base.origin, `${request.protocol}://${request.host}`]),
  }
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const credentials = readBasic(authorization)
    if (!credentials) throw new TrackerError('forbidden', 'Of Authorization headers only Basic is understood')
    return {
      ...visit,
      actor: await identity.actorOfCredentials(credentials, origin),
      sessionToken: null,
      hasCredentials: true,
    }
  }
  const token = cookies.sessionToken(request)
  const actor = token === null ? null : await identity.actorOfSession(token, source)
  if (actor) return { ...visit, actor, sessionToken: token, hasCredentials: false }
  return { ...visit, actor: await identity.anonymous(source), sessionToken: null, hasCredentials: false }
}
