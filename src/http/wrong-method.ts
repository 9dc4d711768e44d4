import type { FastifyInstance, HTTPMethods } from 'fastify'

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Every address that the server knows, with what may be asked of it. */
export type Routes = ReadonlyMap<string, ReadonlySet<string>>

/** Collects the routes that are added from now on. */
export function collectRoutes(app: FastifyInstance): Routes {
  const routes = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, config }) => {
    if ((config as { isRefusal?: boolean } | undefined)?.isRefusal) return
    const methods = routes.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    routes.set(url, methods)
  })
  return routes
}

/** Answers 405 for methods that no address has, such as PROPFIND. Comes before all routes are added. */
export function refuseUnknownMethods(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method }, reply) => {
    if (METHODS.includes(method)) return undefined
    return reply
      .code(405)
      .header('allow', METHODS.join(', '))
      .type('text/plain; charset=utf-8')
      .send(`Muster knows no ${method}.\n`)
  })
}

/** Answers 405 with Allow for the methods that an address does not have. Comes after all routes are added. */
export function refuseWrongMethods(app: FastifyInstance, routes: Routes): void {
  for (const [url, methods] of routes) {
    const others = METHODS.filter((method) => !methods.has(method))
    const allow = [...methods].sort().join(', ')
    if (others.length > 0)
      app.route({
        method: others,
        url,
        exposeHeadRoute: false,
        config: { isRefusal: true } as never,
        handler: (_request, reply) =>
          reply
            .code(405)
            .header('allow', allow)
            .type('text/plain; charset=utf-8')
            .send(`Only ${allow} may be asked here.\n`),
      })
  }
}
