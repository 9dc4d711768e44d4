import assert from 'node:assert/strict'
import { request as ask, Agent } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { sql } from 'kysely'
import { readBuild } from '../../src/config/build-facts.ts'
import { runServer } from '../../src/http/run-server.ts'
import { createServer } from '../../src/http/server.ts'
import type { Edge, Server } from '../../src/http/server.ts'
import { Identity } from '../../src/identity/identity.ts'
import { createLog } from '../../src/observe/log.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { webEdge } from '../../src/web/routes/web-edge.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const { database, tracker, operations } = await sharedTracker('minimal')

interface Running {
  readonly url: string
  readonly server: Server
  readonly lines: string[]
  stop(): Promise<void>
}

interface Starting {
  readonly ready?: true | string
  readonly edges?: readonly Edge[]
  readonly drainMs?: number
  readonly trustedProxies?: readonly string[]
}

async function start({ ready = true, edges = [], drainMs = 0, trustedProxies = [] }: Starting = {}): Promise<Running> {
  const lines: string[] = []
  const server = await createServer({
    trackerName: tracker.name,
    baseUrl: 'http://tracker.example/',
    trustedProxies,
    identity: new Identity(database, tracker, operations),
    health: { version: '1.2.3', build: readBuild(), hasStarted: async () => ready, isReady: async () => ready },
    edges: [webEdge({ operations, banner: null, demo: null }), ...edges],
    log: createLog('info', { write: (line: string) => void lines.push(line) }),
    metrics: createMetrics('1.2.3'),
  })
  const stopping = new AbortController()
  const { promise, resolve } = Promise.withResolvers<number>()
  const over = runServer(server, { host: '127.0.0.1', port: 0, drainMs, stop: stopping.signal, onListening: resolve })
  const url = `http://127.0.0.1:${await promise}`
  return {
    url,
    server,
    lines,
    async stop() {
      stopping.abort()
      await over
    },
  }
}

const slow =
  (started: () => void, go: Promise<void>): Edge =>
  (scope) => {
    scope.get('/slow', async (_request, reply) => {
      started()
      await go
      return reply.send('done\n')
    })
  }

test('a server that stops finishes what it is at, and takes nothing new', async () => {
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const running = await start({ edges: [slow(begun.resolve, go.promise)] })
  const answer = fetch(`${running.url}/slow`)
  await begun.promise

  const stopped = running.stop()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await assert.rejects(fetch(`${running.url}/healthz/live`))
  go.resolve()

  assert.equal(await (await answer).text(), 'done\n')
  await stopped
})

test('connections that only wait don’t keep a server from stopping', async () => {
  const running = await start()
  const { hostname, port } = new URL(running.url)
  const idle = connect(Number(port), hostname)
  const agent = new Agent({ keepAlive: true })
  await new Promise<void>((resolve) =>
    ask(`${running.url}/healthz/live`, { agent }, (answer) => answer.resume().on('end', resolve)).end(),
  )
  await running.stop()
  agent.destroy()
  idle.destroy()
})

test('while it drains, a server is alive but not ready, and asks clients to come back elsewhere', async () => {
  const running = await start({ drainMs: 400 })
  assert.equal((await fetch(`${running.url}/healthz/ready`)).status, 200)
  const stopped = running.stop()
  await new Promise((resolve) => setTimeout(resolve, 50))

  const ready = await fetch(`${running.url}/healthz/ready`)
  assert.deepEqual([ready.status, ready.headers.get('connection')], [503, 'close'])
  assert.equal((await fetch(`${running.url}/healthz/live`)).status, 200)
  assert.equal((await fetch(`${running.url}/issue`)).status, 200)
  await stopped
})

test('probes say what is missing, and being alive asks nobody', async () => {
  const running = await start({ ready: 'The database is a standby' })
  const probe = async (name: string): Promise<[number, string]> => {
    const answer = await fetch(`${running.url}/healthz/${name}`)
    return [answer.status, await answer.text()]
  }
  assert.deepEqual(await probe('startup'), [503, 'The database is a standby\n'])
  assert.deepEqual(await probe('ready'), [503, 'The database is a standby\n'])
  assert.deepEqual(await probe('live'), [200, 'ok\n'])
  assert.equal(JSON.parse((await probe('version'))[1]).version, '1.2.3')
  assert.equal((await fetch(`${running.url}/healthz/nothing`)).status, 404)
  await running.stop()
})

test('every request is one line of JSON with its id, and no secrets', async () => {
  const running = await start()
  const answer = await fetch(`${running.url}/issue?q=my-secret-word&__login_password=my-secret-word`, {
    headers: { authorization: 'Basic bXktc2VjcmV0LXdvcmQ6eA==', cookie: 'muster_session_minimal=my-secret-word' },
  })
  await fetch(running.url, {
    method: 'POST',
    body: new URLSearchParams({
      '@action': 'login',
      __login_name: 'my-secret-word',
      __login_password: 'my-secret-word',
    }),
  })
  await running.stop()

  const lines = running.lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const line = lines.find(({ reqId }) => reqId === answer.headers.get('x-request-id'))!
  assert.deepEqual([line['path'], line['status'], line['method']], ['/issue', 401, 'GET'])
  assert.doesNotMatch(running.lines.join(''), /my-secret-word|bXktc2VjcmV0/)
})

test('a bug is a page with a reference that the log has too, and nothing of its text', async () => {
  const bug: Edge = (scope) => {
    scope.get('/bug', () => {
      throw new Error('the text of the bug')
    })
  }
  const running = await start({ edges: [bug] })
  const answer = await fetch(`${running.url}/bug`)
  const body = await answer.text()
  await running.stop()
  assert.equal(answer.status, 500)
  assert.ok(body.includes(answer.headers.get('x-request-id')!))
  assert.doesNotMatch(body, /text of the bug/)
  const logged = running.lines.find((line) => line.includes('the text of the bug'))!
  assert.equal((JSON.parse(logged) as { reqId: string }).reqId, answer.headers.get('x-request-id'))
})

test('what a proxy says of the client is believed of known proxies only', async () => {
  const behind = { 'x-forwarded-for': '198.51.100.66, 203.0.113.7, 10.1.2.3', 'x-request-id': 'from-the-proxy-1' }
  const standard = { forwarded: 'for=198.51.100.66, for="[2001:db8::7]:80", for=10.1.2.3' }
  for (const [trustedProxies, headers, address] of [
    [[], behind, '127.0.0.1'],
    [['192.0.2.0/24'], behind, '127.0.0.1'],
    [['127.0.0.1'], behind, '10.1.2.3'],
    [['loopback', '10.0.0.0/8'], behind, '203.0.113.7'],
    [['loopback', '10.0.0.0/8'], standard, '2001:db8::7'],
    [['loopback', '10.0.0.0/8'], { ...behind, forwarded: 'for=192.0.2.99' }, '127.0.0.1'],
  ] as const) {
    const seen: string[] = []
    const who: Edge = (scope) => {
      scope.get('/who', (request, reply) => {
        seen.push(request.ip)
        return reply.send('ok')
      })
    }
    const running = await start({ trustedProxies, edges: [who] })
    const answer = await fetch(`${running.url}/who`, { headers })
    await running.stop()

    assert.deepEqual(seen, [address])
    const line = JSON.parse(running.lines.find((one) => one.includes('/who'))!) as Record<string, unknown>
    assert.equal(line['address'], address)
    assert.equal(line['reqId'], answer.headers.get('x-request-id'))
    const isGiven = 'x-request-id' in headers && address !== '127.0.0.1'
    if (isGiven) assert.equal(line['reqId'], 'from-the-proxy-1')
  }
})

test('failed logins count by the address behind the proxy, which a client can not choose', async () => {
  const running = await start({ trustedProxies: ['loopback'] })
  const attempt = async (forwarded: string): Promise<number> =>
    (
      await fetch(`${running.url}/issue`, {
        headers: { authorization: `Basic ${btoa('nobody:wrong')}`, 'x-forwarded-for': forwarded },
      })
    ).status
  const forged = []
  for (let n = 0; n < 7; n++) forged.push(await attempt(`192.0.2.${n}, 203.0.113.80`))
  const other = await attempt('203.0.113.81')
  await running.stop()
  assert.deepEqual([forged[0], forged.at(-1), other], [401, 429, 401], 'another client of the same proxy may try')
})

test('requests are counted by the pattern of their address', async () => {
  const running = await start()
  await fetch(`${running.url}/issue1`)
  const metrics = await (await fetch(`${running.url}/metrics`)).text()
  await running.stop()
  assert.match(metrics, /muster_http_request_duration_seconds_count\{[^}]*route="\/:address"[^}]*\} 1/)
})

test('a client that leaves in the middle of an export leaves no trace', async () => {
  await sql`insert into issue (id, title, creation, activity) select n, repeat('x', 500), now(), now() from generate_series(1, 30000) n`.execute(
    database.sql,
  )
  const running = await start()
  const left = new AbortController()
  const answer = await fetch(`${running.url}/issue?@action=export_csv&@columns=id,title`, { signal: left.signal })
  const reader = answer.body!.getReader()
  await reader.read()
  left.abort()
  await reader.read().catch(() => {})

  assert.equal((await fetch(`${running.url}/issue?@filter=id&id=1`)).status, 200)
  await running.stop()
  const levels = running.lines.map((line) => (JSON.parse(line) as { level: string }).level)
  assert.deepEqual(
    levels.filter((level) => level === 'error' || level === 'warn'),
    [],
  )
})
