import { Agent, request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

export interface BenchRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  /** Statuses of answers that were refusals or faults. */
  readonly failures: readonly number[]
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[]
  readonly bytes: number
}

/** As a browser asks: the answer comes compressed and is not unpacked here. */
export function ask(base: URL, agent: Agent, { method = 'GET', path, headers, body }: BenchRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: base.hostname,
        port: base.port,
        agent,
        method,
        path,
        headers: { 'accept-encoding': 'gzip, zstd', ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Closed loop: `clients` ask one after the other until `count` requests are answered. */
export async function load(
  base: URL,
  count: number,
  clients: number,
  next: (index: number) => BenchRequest,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const latencies: number[] = []
  const failures: number[] = []
  let bytes = 0
  let index = 0
  const start = performance.now()
  const client = async (): Promise<void> => {
    while (index < count) {
      const asked = performance.now()
      const answer = await ask(base, agent, next(index++))
      latencies.push(performance.now() - asked)
      bytes += answer.body.length
      if (answer.status >= 400) failures.push(answer.status)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return {
    requests: count,
    seconds: (performance.now() - start) / 1000,
    failures,
    latencies: latencies.sort((a, b) => a - b),
    bytes,
  }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
