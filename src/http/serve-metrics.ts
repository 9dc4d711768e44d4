import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { TrackerError } from '../errors.ts'

/** See observe/metrics. */
export interface ServerMetrics {
  readonly contentType: string
  beginRequest(): void
  observeRequest(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
  print(): Promise<string>
}

export function countRequests(app: FastifyInstance, metrics: ServerMetrics): void {
  // Hooks that call back cost a third of those that promise.
  app.addHook('onRequest', (_request, _reply, done) => {
    metrics.beginRequest()
    done()
  })
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    metrics.observeRequest({
      method,
      route: routeOptions.url ?? 'unknown',
      status: statusCode,
      seconds: elapsedTime / 1000,
    })
    done()
  })
}

/** Among the tracker's own addresses, for who asks without a proxy: what is public comes by way of one. */
export function serveMetrics(app: FastifyInstance, metrics: ServerMetrics): void {
  app.get('/metrics', async (request, reply) => {
    if (cameByProxy(request.headers)) throw new TrackerError('not-found', 'There is no such page')
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.print())
  })
}

function cameByProxy(headers: IncomingHttpHeaders): boolean {
  return headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined || headers.via !== undefined
}

/** On a port of their own, which no route leads to. */
export async function listenForMetrics(metrics: ServerMetrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, answer) => {
    const isAsked = request.method === 'GET' && request.url?.split('?', 1)[0] === '/metrics'
    if (!isAsked) return void answer.writeHead(404).end('Here is /metrics, and nothing else.\n')
    metrics.print().then(
      (text) => answer.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => answer.writeHead(500).end(),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}
