import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serveMuster } from '../support/serve-muster.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const given = await sharedTracker('minimal')
const recorder = fileURLToPath(new URL('../support/record-spans.ts', import.meta.url))

interface RecordedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parent: string | null
  readonly attributes: Readonly<Record<string, unknown>>
}

test('with an SDK loaded before it, a request is a span below the one of who asked, its statements are below it, and its log line names the trace', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-spans-'))
  const file = join(folder, 'spans')
  const served = await serveMuster({
    MUSTER_TRACKER: 'minimal',
    MUSTER_DATABASE_URL: given.databaseUrl,
    MUSTER_TEST_SPANS: file,
    NODE_OPTIONS: `--import=${recorder}`,
  })
  await served.until('/healthz/ready', 200)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const answer = await fetch(`${served.url}/issue?@search_text=canary`, {
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, authorization: `Basic ${btoa('admin:wrong-canary')}` },
  })
  assert.equal(answer.status, 401)
  const page = await fetch(`${served.url}/issue`, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } })
  assert.equal(page.status, 200)
  await served.stop()
  const text = await readFile(file, 'utf8')
  await rm(folder, { recursive: true })

  const spans = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedSpan)
  const requests = spans.filter((span) => span.traceId === traceId && span.parent === '00f067aa0ba902b7')
  assert.deepEqual(
    requests.map(({ name }) => name),
    ['GET /:address', 'GET /:address'],
  )
  assert.deepEqual(
    requests.map(({ attributes }) => attributes['http.response.status_code']),
    [401, 200],
  )
  const [operation] = spans.filter(({ parent, name }) => parent === requests[1]!.spanId && name === 'operations.page')
  const statement = spans.find(({ parent }) => parent === operation!.spanId)!
  assert.equal(statement.attributes['db.system.name'], 'postgresql')
  assert.doesNotMatch(text, /canary/, 'what people type is in no span')
  const line = served.output.out.split('\n').find((one) => one.includes('"path":"/issue"'))!
  assert.equal((JSON.parse(line) as Record<string, unknown>)['trace_id'], traceId)
})
