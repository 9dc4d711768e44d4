import type { FastifyInstance } from 'fastify'
import { beginRequest, endRequest, isTracing } from '../observe/trace.ts'
import type { RequestSpan } from '../observe/trace.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** null: nobody traces. */
    span: RequestSpan | null
  }
}

/** A span for each request, which everything that it causes is below. */
export function traceRequests(app: FastifyInstance): void {
  if (!isTracing) return
  app.decorateRequest('span', null)
  app.addHook('onRequest', (request, _reply, done) => {
    const path = (request.originalUrl ?? request.url).split('?', 1)[0]!
    request.span = beginRequest(request.method, path, request.headers)
    request.span!.run(done)
  })
  // A body arrives by events of its socket, which know nothing of the request.
  app.addHook('preValidation', (request, _reply, done) => request.span!.run(done))
  app.addHook('onResponse', async (request, reply) => {
    if (request.span) endRequest(request.span, request.method, request.routeOptions.url ?? 'unknown', reply.statusCode)
  })
}
