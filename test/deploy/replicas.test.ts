import assert from 'node:assert/strict'
import { createServer as createBalancer, request as ask, Agent } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashPassword } from '../../src/values/password.ts'
import { serveMuster } from '../support/serve-muster.ts'
import type { Served } from '../support/serve-muster.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
await given.operations.set(
  given.admin,
  { className: 'user', id: given.admin.userId! },
  { password: await hashPassword('correct horse') },
)
const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl, MUSTER_TRUSTED_PROXIES: 'loopback' }
const two = (more: Readonly<Record<string, string>> = {}): Promise<[Served, Served]> =>
  Promise.all([serveMuster({ ...env, ...more }), serveMuster({ ...env, ...more })])

test('any of two servers goes on with what the other began: session, upload, limits and their end', async () => {
  const [a, b] = await two()
  await Promise.all([a, b].map((served) => served.until('/healthz/ready', 200)))

  const login = await fetch(a.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: a.url },
    body: new URLSearchParams({ '@action': 'login', __login_name: 'admin', __login_password: 'correct horse' }),
  })
  assert.equal(login.status, 303)
  const cookie = login.headers.getSetCookie()[0]!.split(';')[0]!
  const signedIn = async ({ url }: Served): Promise<string> =>
    (await fetch(`${url}/user1`, { headers: { cookie } })).text()
  assert.match(await signedIn(b), /Logout/i)

  const upload = new FormData()
  upload.append('@action', 'new')
  upload.append('title', 'A moth in the relay')
  upload.append('@file', new File(['found in the relay'], 'moth.txt', { type: 'text/plain' }))
  const basic = { authorization: `Basic ${btoa('admin:correct horse')}` }
  const created = await fetch(`${a.url}/issue?@template=item`, {
    method: 'POST',
    redirect: 'manual',
    headers: basic,
    body: upload,
  })
  assert.equal(created.status, 303)
  const page = await (await fetch(new URL(created.headers.get('location')!, b.url), { headers: basic })).text()
  const [, moth] = /href="\/?(file\d+\/moth\.txt)"/.exec(page) ?? []
  assert.equal(await (await fetch(`${b.url}/${moth}`, { headers: basic })).text(), 'found in the relay')

  const attempt = async ({ url }: Served): Promise<number> =>
    (
      await fetch(`${url}/issue`, {
        headers: { authorization: `Basic ${btoa('ada:wrong')}`, 'x-forwarded-for': '203.0.113.5' },
      })
    ).status
  const statuses = []
  for (const served of [a, b, a, b, a, b]) statuses.push(await attempt(served))
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429], 'counted across both')

  const token = /name="@csrf"[^>]*value="([^"]+)"/.exec(await signedIn(b))?.[1]
  const logout = await fetch(b.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: b.url },
    body: new URLSearchParams({ '@action': 'logout', ...(token && { '@csrf': token }) }),
  })
  assert.equal(logout.status, 303, await logout.text())
  assert.doesNotMatch(await signedIn(a), /Logout/i)
  assert.deepEqual(await Promise.all([a.stop(), b.stop()]), [0, 0])
})

/** Sends each request to the next server that says it is ready, over kept connections, as a router does. */
async function balance(servers: readonly Served[]): Promise<{ url: string; server: Server; stop(): void }> {
  const ready = new Set(servers)
  const agent = new Agent({ keepAlive: true })
  const probe = setInterval(() => {
    for (const served of servers)
      fetch(`${served.url}/healthz/ready`).then(
        ({ ok }) => (ok ? ready.add(served) : ready.delete(served)),
        () => ready.delete(served),
      )
  }, 250)
  let turn = 0
  const server = createBalancer((request, answer) => {
    const open = [...ready]
    const target = open[turn++ % open.length]
    if (!target) return void answer.writeHead(502).end()
    const passed = ask(target.url + request.url, { agent, method: request.method }, (given) => {
      answer.writeHead(given.statusCode!, { 'content-type': given.headers['content-type'] })
      given.pipe(answer)
    })
    passed.on('error', () => answer.headersSent || answer.writeHead(502).end())
    passed.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    stop() {
      clearInterval(probe)
      agent.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}

test('a server that is told to stop under load leaves no request without its answer, and its replacement takes over', async () => {
  const [a, b] = await two({ NODE_ENV: 'production', MUSTER_SCHEMA_WAIT: '0' })
  await Promise.all([a, b].map((served) => served.until('/healthz/ready', 200)))
  const balancer = await balance([a, b])

  const failures: string[] = []
  let answered = 0
  let isOver = false
  const client = async (): Promise<void> => {
    while (!isOver) {
      const answer = await fetch(`${balancer.url}/issue`).catch((error: Error) => error)
      if (answer instanceof Error) failures.push(answer.message)
      else if (answer.status !== 200) failures.push(`${answer.status} ${await answer.text()}`)
      else if (!(await answer.text()).includes('</html>')) failures.push('cut off')
      else answered += 1
    }
  }
  const clients = Array.from({ length: 6 }, client)
  await sleep(1000)
  const before = answered
  assert.equal(await a.stop(), 0, a.output.err)
  await sleep(1000)
  isOver = true
  await Promise.all(clients)
  balancer.stop()
  assert.equal(await b.stop(), 0)

  assert.deepEqual(failures, [])
  assert.ok(before > 0 && answered > before, `${before} and ${answered}`)
})
