import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { serveHealth } from './health.ts'
import type { Draining, Health } from './health.ts'
import { serveMetrics } from './serve-metrics.ts'
import type { ServerMetrics } from './serve-metrics.ts'

export interface ProbeOptions {
  readonly health: Health
  readonly draining: Draining
  readonly metrics: ServerMetrics
  readonly host: string
  readonly port: number
}

/** For a process that serves nobody: the probes of a cluster and Prometheus ask it on one port. */
export async function listenForProbes({
  health,
  draining,
  metrics,
  host,
  port,
}: ProbeOptions): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true })
  serveHealth(app, health, draining)
  serveMetrics(app, metrics)
  await app.listen({ host, port })
  return app
}
