import type { FastifyInstance, FastifyReply } from 'fastify'
import type { BuildFacts } from '../config/build-facts.ts'

/** What probes ask. `isReady` and `hasStarted` answer true, or a sentence that says what is missing. */
export interface Health {
  readonly version: string
  readonly build: BuildFacts
  /** Database at the version of this program. */
  hasStarted(): Promise<true | string>
  /** Database reachable and writable. */
  isReady(): Promise<true | string>
}

/** Told to stop: no new requests, please. */
export interface Draining {
  readonly isDraining: boolean
}

/** How long a probe may wait for the database: less than what probes wait for us. */
const PATIENCE_MS = 2_000

/** `live` never asks the database: restarting Muster would not mend it. */
export function serveHealth(app: FastifyInstance, health: Health, draining: Draining): void {
  app.get('/healthz/live', (_request, reply) => answer(reply, true))
  app.get('/healthz/startup', async (_request, reply) => answer(reply, await patiently(health.hasStarted())))
  app.get('/healthz/ready', async (_request, reply) =>
    answer(reply, draining.isDraining ? 'stopping' : await patiently(health.isReady())),
  )
  app.get('/healthz/version', (_request, reply) => reply.header('cache-control', 'no-store').send(versionOf(health)))
}

function versionOf({ version, build }: Health): object {
  const { tracker, ...facts } = build
  const own = tracker && { source: tracker.source, ref: tracker.ref, commit: tracker.commit }
  return { name: 'muster', version, node: process.version, build: { ...facts, tracker: own } }
}

function answer(reply: FastifyReply, outcome: true | string): FastifyReply {
  return reply
    .code(outcome === true ? 200 : 503)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(outcome === true ? 'ok\n' : `${outcome}\n`)
}

async function patiently(asked: Promise<true | string>): Promise<true | string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('the database does not answer'), PATIENCE_MS)
  })
  try {
    return await Promise.race([asked, late])
  } catch {
    return 'the database can not be reached'
  } finally {
    clearTimeout(timer)
  }
}
