import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client'

/** One answered request; `route` is its pattern (`/:designator`), so that the number of series stays small. */
export interface AnsweredRequest {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** What became of one try to log in, by form or by Authorization header. */
export type LoginOutcome = 'succeeded' | 'failed' | 'limited'

/** One statement that PostgreSQL answered or refused; `operation` is its first word. */
export interface AnsweredStatement {
  readonly operation: string
  readonly seconds: number
  readonly isFailed: boolean
}

/** What a connection pool says of itself. */
export interface PoolCounts {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/** The connections that statements outside transactions share. */
export interface LaneCounts {
  readonly openCount: number
  /** Statements under way. */
  readonly waitingCount: number
}

/** Jobs of one queue in one state. */
export interface JobCount {
  readonly queue: string
  readonly state: string
  readonly jobs: number
  /** Age of the oldest, in seconds. */
  readonly oldest: number
}

/** What came of handing one mail for one reader to the relay. */
export type MailOutcome = 'sent' | 'deferred' | 'unreached' | 'refused'

/** Labels of what runs; what is not known is left out. */
export type BuildLabels = Readonly<Record<string, string | null>>

export interface Metrics {
  readonly contentType: string
  /** For metrics of other parts of Muster. */
  readonly registry: Registry
  beginRequest(): void
  observeRequest(request: AnsweredRequest): void
  observeStatement(statement: AnsweredStatement): void
  countLogin(outcome: LoginOutcome): void
  watchPool(pool: PoolCounts): void
  watchLanes(lanes: LaneCounts): void
  /** Number of the last migration of the database; null while nobody has looked. */
  watchSchema(version: () => number | null): void
  /** Jobs of the whole tracker, whoever does them; asked at each scrape. */
  watchJobs(count: () => Promise<readonly JobCount[]>): void
  countMail(outcome: MailOutcome): void
  countJobFailure(): void
  /** All of them in Prometheus' text format. */
  print(): Promise<string>
}

/** From 1 ms, which a list takes, to the 10 s after which people have gone. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** One observation costs 0.4 µs. */
export function createMetrics(version: string, build: BuildLabels = {}): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  describeBuild(registry, { version, node: process.version, ...build })
  watchEventLoop(registry)
  const registers = [registry]
  const requests = new Histogram({
    name: 'muster_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const inFlight = new Gauge({
    name: 'muster_http_requests_in_flight',
    help: 'Requests that wait for their answer',
    registers,
  })
  const statements = new Histogram({
    name: 'muster_database_statement_duration_seconds',
    help: 'Time from a statement to its answer, the way and the wait for others of its connection included',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const logins = new Counter({
    name: 'muster_logins_total',
    help: 'Tries to log in with a password that had to be verified',
    labelNames: ['outcome'],
    registers,
  })
  const limits = new Counter({
    name: 'muster_limits_hit_total',
    help: 'Requests that were refused because of too many before them',
    labelNames: ['limit'],
    registers,
  })
  const mails = new Counter({
    name: 'muster_mails_total',
    help: 'Attempts of this process to hand a mail for one reader to the relay',
    labelNames: ['outcome'],
    registers,
  })
  const failures = new Counter({
    name: 'muster_job_failures_total',
    help: 'Attempts at jobs by this process that failed, most of them to be tried again',
    registers,
  })
  for (const outcome of ['sent', 'deferred', 'unreached', 'refused']) mails.inc({ outcome }, 0)
  for (const outcome of ['succeeded', 'failed', 'limited']) logins.inc({ outcome }, 0)
  limits.inc({ limit: 'login' }, 0)
  return {
    contentType: registry.contentType,
    registry,
    beginRequest: () => inFlight.inc(),
    observeRequest: ({ method, route, status, seconds }) => {
      inFlight.dec()
      requests.observe({ method, route, status: `${status}` }, seconds)
    },
    observeStatement: ({ operation, seconds, isFailed }) =>
      statements.observe({ operation, outcome: isFailed ? 'failed' : 'answered' }, seconds),
    countLogin: (outcome) => {
      logins.inc({ outcome })
      if (outcome === 'limited') limits.inc({ limit: 'login' })
    },
    watchPool: (pool) => watchPool(registry, pool),
    watchLanes: (lanes) => watchLanes(registry, lanes),
    watchSchema: (schema) => watchSchema(registry, schema),
    watchJobs: (count) => watchJobs(registry, count),
    countMail: (outcome) => mails.inc({ outcome }),
    countJobFailure: () => failures.inc(),
    print: () => registry.metrics(),
  }
}

function describeBuild(registry: Registry, labels: BuildLabels): void {
  const known = Object.entries(labels).filter((label): label is [string, string] => label[1] !== null)
  new Gauge({
    name: 'muster_build_info',
    help: 'Always 1; the labels say what runs',
    labelNames: known.map(([name]) => name),
    registers: [registry],
  })
    .labels(Object.fromEntries(known))
    .set(1)
}

/** Since the last look. Of several who scrape, each sees its part. */
function watchEventLoop(registry: Registry): void {
  let before = performance.eventLoopUtilization()
  new Gauge({
    name: 'muster_event_loop_utilization',
    help: 'Part of the time since the last scrape in which the event loop was at work',
    registers: [registry],
    collect() {
      const now = performance.eventLoopUtilization()
      this.set(performance.eventLoopUtilization(now, before).utilization)
      before = now
    },
  })
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

function watchLanes(registry: Registry, lanes: LaneCounts): void {
  new Gauge({
    name: 'muster_database_lanes',
    help: 'Connections that statements outside transactions share, and statements on them',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, lanes.openCount)
      this.set({ state: 'waiting' }, lanes.waitingCount)
    },
  })
}

function watchSchema(registry: Registry, version: () => number | null): void {
  new Gauge({
    name: 'muster_schema_version',
    help: 'Number of the last migration that the database has; 0 while it is not ready',
    registers: [registry],
    collect() {
      this.set(version() ?? 0)
    },
  })
}

/** A database that is away leaves these out, and is no reason to tell nothing. Both gauges of a scrape ask once. */
function watchJobs(registry: Registry, count: () => Promise<readonly JobCount[]>): void {
  let asked: Promise<readonly JobCount[]> | null = null
  const counts = async (): Promise<readonly JobCount[]> =>
    (asked ??= count()
      .catch(() => [])
      .finally(() => (asked = null)))
  new Gauge({
    name: 'muster_jobs',
    help: 'Jobs of the tracker that are not done; those in the queue "dead" were given up',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      const found = await counts()
      this.reset()
      for (const { queue, state, jobs } of found) this.set({ queue, state }, jobs)
    },
  })
  new Gauge({
    name: 'muster_job_oldest_age_seconds',
    help: 'Age of the oldest job of a queue and state that is not done',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      const found = await counts()
      this.reset()
      for (const { queue, state, oldest } of found) this.set({ queue, state }, oldest)
    },
  })
}
