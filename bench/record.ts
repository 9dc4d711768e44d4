import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createServer } from '../src/http/server.ts'
import { readBuild } from '../src/config/build-facts.ts'
import { Identity } from '../src/identity/identity.ts'
import { Operations } from '../src/operations/operations.ts'
import { loadTracker } from '../src/schema/load-tracker.ts'
import { openDatabase } from '../src/store/database.ts'
import { webEdge } from '../src/web/routes/web-edge.ts'
import type { Case } from './cases.ts'

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

export interface Floor {
  readonly port: number
  readonly pid: number
  stop(): void
}

/** Answers each case once, notes its statements and its bytes, and starts the floor server with them. */
export async function startFloor(databaseUrl: string, cases: readonly Case[]): Promise<Floor> {
  const file = join(mkdtempSync(join(tmpdir(), 'muster-floor-')), 'recording.json')
  writeFileSync(file, JSON.stringify(await record(databaseUrl, cases)))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'floor.ts'), file, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
  )
  return { port, pid: child.pid!, stop: () => void child.kill('SIGTERM') }
}

async function record(databaseUrl: string, cases: readonly Case[]): Promise<Record<string, unknown>> {
  const tracker = await loadTracker('python-dev')
  const statements: Statement[] = []
  const stopListening = listen(statements)
  const database = openDatabase({ url: databaseUrl, poolSize: 4 })
  const operations = new Operations(database, tracker)
  const ready = async (): Promise<true> => true
  const server = await createServer({
    trackerName: tracker.name,
    baseUrl: 'http://127.0.0.1/',
    trustedProxies: [],
    identity: new Identity(database, tracker, operations),
    health: { version: '0', build: readBuild(), hasStarted: ready, isReady: ready },
    edges: [webEdge({ operations, banner: null, demo: null })],
    log: null,
  })
  const recorded: Record<string, unknown> = {}
  for (const [index, one] of cases.entries()) {
    const { path } = one.request(0)
    await server.app.inject({ url: path, headers: { 'accept-encoding': 'gzip, zstd' } })
    statements.length = 0
    const answer = await server.app.inject({ url: path, headers: { 'accept-encoding': 'gzip, zstd' } })
    const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name !== 'transfer-encoding'))
    recorded[String(index)] = { statements: [...statements], headers, body: answer.rawPayload.toString('base64') }
  }
  stopListening()
  await server.app.close()
  await database.close()
  return recorded
}

/** Every statement that any client sends meanwhile. */
function listen(statements: Statement[]): () => void {
  const { prototype } = pg.Client as unknown as { prototype: { query: (...given: unknown[]) => unknown } }
  const original = prototype.query
  prototype.query = function (...given: unknown[]) {
    const asked = given[0] as (Partial<Statement> & { readonly statements?: readonly Statement[] }) | string
    const several = typeof asked === 'object' ? (asked.statements ?? [asked]) : []
    for (const { text, values = [] } of several) if (text !== undefined) statements.push({ text, values })
    return original.apply(this, given)
  }
  return () => {
    prototype.query = original
  }
}
