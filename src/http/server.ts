import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import cookie from '@fastify/cookie'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../errors.ts'
import type { Identity, Origin } from '../identity/identity.ts'
import { absoluteUrl, linkTo, ownPath, parseBaseUrl, WITHOUT_SLASH } from './base-url.ts'
import type { BaseUrl } from './base-url.ts'
import { serveHealth } from './health.ts'
import type { Health } from './health.ts'
import { packAnswers } from './pack-answers.ts'
import { refuse } from './refusal.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { countRequests, serveMetrics } from './serve-metrics.ts'
import type { ServerMetrics } from './serve-metrics.ts'
import { assetLinks, serveStatic } from './send-static.ts'
import { Cookies } from './session-cookie.ts'
import { readStaticFiles } from './static-files.ts'
import { traceRequests } from './trace-requests.ts'
import { readForwarded, trustedProxies } from './trusted-proxies.ts'
import { visitor } from './visit.ts'
import { collectRoutes, refuseUnknownMethods, refuseWrongMethods } from './wrong-method.ts'
import type { Routes } from './wrong-method.ts'

/** What the edges share of the server. */
export interface HttpContext {
  readonly base: BaseUrl
  readonly cookies: Cookies
  readonly identity: Identity
  /** A path of the tracker as a link: `/issue12`. */
  readonly link: (path: string) => string
  readonly absolute: (path: string) => string
  /** URL of a file of `public/`. */
  readonly asset: (name: string) => string
  /** The hook that finds out who sent a request; routes that want to know add it. */
  readonly visitor: (source: Origin['source']) => ReturnType<typeof visitor>
}

/** One way to the tracker: pages, REST, … Adds its routes in a scope of its own. */
export type Edge = (scope: FastifyInstance, context: HttpContext) => void | Promise<void>

export interface ServerOptions {
  readonly trackerName: string
  readonly baseUrl: string
  /** Addresses and networks whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  readonly identity: Identity
  readonly health: Health
  /** In the order in which they are asked; the first one answers for addresses that nobody knows. */
  readonly edges: readonly Edge[]
  readonly log: FastifyBaseLogger | null
  /** What is counted. */
  readonly metrics?: ServerMetrics
  /** Whether `/metrics` answers here; else it does elsewhere. */
  readonly showsMetrics?: boolean
  /** Whether the tracker can be served already: while not, its edges answer 503. */
  readonly isOpen?: () => boolean
  /** Folder of the static files, where it is not Muster's own. */
  readonly publicFolder?: string
}

export interface Server {
  readonly app: FastifyInstance
  readonly routes: Routes
  /** Readiness goes off; requests are answered as before, each with the last answer of its connection. */
  drain(): void
}

/** Idle connections are kept longer than proxies in front keep theirs, so that none is closed under a request. */
const KEEP_ALIVE_MS = 75_000
const REQUEST_MS = 120_000
const MAX_PARAMETER = 500

export async function createServer(options: ServerOptions): Promise<Server> {
  const base = parseBaseUrl(options.baseUrl)
  const files = await readStaticFiles(options.publicFolder)
  const app = openApp(options, base)
  const draining = { isDraining: false }
  const routes = collectRoutes(app)
  const cookies = new Cookies(options.trackerName, base)
  const context: HttpContext = {
    base,
    cookies,
    identity: options.identity,
    link: (path) => linkTo(base, path),
    absolute: (path) => absoluteUrl(base, path),
    asset: assetLinks(base, files),
    visitor: (source) => visitor({ identity: options.identity, cookies, base }, source),
  }

  await app.register(cookie)
  app.decorateRequest('visit', null as never)
  traceRequests(app)
  addSecurityHeaders(app)
  packAnswers(app)
  logRequests(app)
  app.setErrorHandler((error, request, reply) => {
    const { message, reference } = refuse(error, request, reply)
    return reply
      .type('text/plain; charset=utf-8')
      .send(reference === null ? `${message}\n` : `${message} Reference: ${reference}\n`)
  })
  app.addHook('onSend', async (_request, reply) => {
    if (draining.isDraining) reply.header('connection', 'close')
  })
  serveHealth(app, options.health, draining)
  if (options.metrics) countRequests(app, options.metrics)
  refuseUnknownMethods(app)
  if (options.metrics && options.showsMetrics !== false) serveMetrics(app, options.metrics)
  serveStatic(app, files)
  app.get(WITHOUT_SLASH, (_request, reply) => reply.redirect(linkTo(base, '/'), 301))
  for (const edge of options.edges)
    await app.register(async (scope) => {
      if (options.isOpen) refuseWhileClosed(scope, options.isOpen)
      await edge(scope, context)
    })
  await app.register(async (scope) => refuseWrongMethods(scope, routes))
  return {
    app,
    routes,
    drain: () => {
      draining.isDraining = true
    },
  }
}

function openApp({ log, trustedProxies: proxies }: ServerOptions, base: BaseUrl): FastifyInstance {
  const isTrusted = trustedProxies(proxies)
  return fastify({
    ...(log === null ? { logger: false } : { loggerInstance: log }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestId(request, isTrusted),
    requestIdHeader: false,
    trustProxy: proxies.length === 0 ? false : isTrusted,
    rewriteUrl: (request) => {
      if (isTrusted(request.socket.remoteAddress ?? '')) readForwarded(request)
      return ownPath(base, request.url ?? '/')
    },
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: refuseUnread,
    routerOptions: {
      maxParamLength: MAX_PARAMETER,
      querystringParser: (text) => new URLSearchParams(text) as never,
    },
  })
}

function refuseWhileClosed(scope: FastifyInstance, isOpen: () => boolean): void {
  scope.addHook('onRequest', async () => {
    if (isOpen()) return
    throw new TrackerError('unavailable', 'The tracker is not ready yet. Please try again in a moment.', {
      retryAfterMs: 2000,
    })
  })
}

const REQUEST_ID = /^[\w.:-]{8,100}$/

/**
 * The one that a trusted proxy gave it, so that both logs tell of one request; else one of ours, half of a UUID: Node
 * gets the random bytes for 128 of these at once, while eight alone take 10 µs, a tenth of a static file.
 */
function requestId(request: IncomingMessage, isTrusted: (address: string) => boolean): string {
  const given = request.headers['x-request-id']
  if (typeof given === 'string' && REQUEST_ID.test(given) && isTrusted(request.socket.remoteAddress ?? '')) return given
  return randomUUID().replaceAll('-', '').slice(16)
}

/** One line a request. Of the address only the path: what follows may be a password or a key. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.ip,
        user: request.visit?.actor.username,
      },
      'request',
    )
  })
}

function pathOf(request: FastifyRequest): string {
  return (request.originalUrl ?? request.url).split('?', 1)[0]!
}

/** An address that nothing can be made of: no route is asked, so no page can be made either. */
function refuseUnread(error: Error & { readonly statusCode?: number }, _request: unknown, reply: FastifyReply): void {
  const isTooLong = error.statusCode === 414
  void reply
    .code(isTooLong ? 414 : 400)
    .type('text/plain; charset=utf-8')
    .send(
      isTooLong
        ? `The address is too long: a name in it has ${MAX_PARAMETER} characters at most.\n`
        : 'The address can’t be read: a % has two digits from 0 to f behind it, and %25 stands for the % itself.\n',
    )
}
