import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connections } from './connections.ts'
import type { Server } from './server.ts'

export interface RunOptions {
  readonly host: string
  readonly port: number
  /** Between "not ready" and the last new connection: time for a balancer to see it. */
  readonly drainMs: number
  /** Told once it can be asked. */
  readonly onListening: (port: number) => void
  /** Ends the run, as a signal does; for tests and for what goes wrong later. */
  readonly stop?: AbortSignal
}

/** Requests that take longer than this after the call to stop are cut off. */
const PATIENCE_MS = 20_000
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Serves until SIGTERM or SIGINT; then nothing new is taken, and what runs is finished. A second signal ends the
 * process at once.
 */
export async function runServer(server: Server, { host, port, drainMs, onListening, stop }: RunOptions): Promise<void> {
  const { app } = server
  const connections = new Connections(app.server)
  await app.listen({ host, port })
  const address = app.server.address()
  onListening(address !== null && typeof address === 'object' ? address.port : port)

  await askedToStop(stop)
  const atOnce = (): never => process.exit(1)
  for (const signal of SIGNALS) process.on(signal, atOnce)
  try {
    server.drain()
    if (drainMs > 0) await sleep(drainMs)
    const cut = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS)
    const closed = app.close()
    connections.closeIdle()
    await closed
    clearTimeout(cut)
  } finally {
    for (const signal of SIGNALS) process.off(signal, atOnce)
  }
}

async function askedToStop(stop: AbortSignal | undefined): Promise<void> {
  if (stop?.aborted) return
  const over = new AbortController()
  const asked = SIGNALS.map((signal) => once(process, signal, { signal: over.signal }))
  if (stop) asked.push(once(stop, 'abort', { signal: over.signal }))
  try {
    await Promise.race(asked)
  } finally {
    over.abort()
    await Promise.allSettled(asked)
  }
}
