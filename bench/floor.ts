/**
 * The floor: a bare Node server that runs the statements a page of Muster runs and writes the bytes Muster
 * wrote. No framework, no rendering, no permission: nothing that does the same work can be cheaper.
 *
 * node bench/floor.ts RECORDING.json DATABASE_URL → prints its port.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'

interface Recorded {
  readonly statements: readonly { readonly text: string; readonly values: readonly unknown[] }[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const [, , recording, databaseUrl] = process.argv
const recorded = JSON.parse(readFileSync(recording!, 'utf8')) as Record<string, Recorded>
const pages = Object.values(recorded).map((page) => ({
  queries: page.statements.map(({ text, values }) => ({
    name: nameOf(text),
    text,
    values: [...values],
    rowMode: 'array' as const,
  })),
  headers: page.headers,
  body: Buffer.from(page.body, 'base64'),
}))
const indexes = new Map(Object.keys(recorded).map((key, index) => [`/${key}`, index]))
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })

const server = createServer(async (request, response) => {
  const page = pages[indexes.get(request.url ?? '') ?? -1]
  if (!page) return void response.writeHead(404).end()
  try {
    await Promise.all(page.queries.map((query) => pool.query(query)))
    response.writeHead(200, page.headers).end(page.body)
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
process.on('SIGTERM', () => process.exit(0))

function nameOf(text: string): string {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (hash * 31 + text.charCodeAt(index)) | 0
  return `f${text.length}_${hash}`
}
