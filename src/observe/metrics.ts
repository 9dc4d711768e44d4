import { Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client'

/** One answered request; `route` is its pattern (`/:designator`), so that the number of series stays small. */
export interface AnsweredRequest {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** What a connection pool says of itself. */
export interface PoolCounts {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

export interface Metrics {
  readonly contentType: string
  /** For metrics of other parts of Muster. */
  readonly registry: Registry
  observeRequest(request: AnsweredRequest): void
  watchPool(pool: PoolCounts): void
  /** All of them in Prometheus' text format. */
  print(): Promise<string>
}

/** From 1 ms, which a list takes, to the 10 s after which people have gone. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(version: string): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'muster_build_info',
    help: 'Always 1; the labels say what runs',
    labelNames: ['version', 'node'],
    registers: [registry],
  })
    .labels({ version, node: process.version })
    .set(1)
  const requests = new Histogram({
    name: 'muster_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    registry,
    observeRequest: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: `${status}` }, seconds),
    watchPool: (pool) => watchPool(registry, pool),
    print: () => registry.metrics(),
  }
}

function watchPool(registry: Registry, pool: PoolCounts): void {
  new Gauge({
    name: 'muster_database_connections',
    help: 'Connections of the pool, and requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
}
