import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from './metrics.ts'

test('metrics say what runs, how long requests took and how the pool is used', async () => {
  const metrics = createMetrics('1.2.3')
  metrics.observeRequest({ method: 'GET', route: '/:designator', status: 200, seconds: 0.002 })
  metrics.watchPool({ totalCount: 3, idleCount: 1, waitingCount: 0 })

  const text = await metrics.print()
  assert.match(text, /muster_build_info\{version="1\.2\.3",node="v\d+/)
  assert.match(text, /muster_http_request_duration_seconds_count\{method="GET",route="\/:designator",status="200"\} 1/)
  assert.match(text, /muster_database_connections\{state="busy"\} 2/)
  assert.match(text, /process_resident_memory_bytes \d/)
})

test('statements, logins, lanes and the schema are told in few series, whatever was asked', async () => {
  const metrics = createMetrics('1', { commit: 'abc', repository: 'https://git.example/muster', ref: null })
  metrics.beginRequest()
  metrics.observeStatement({ operation: 'select', seconds: 0.001, isFailed: false })
  metrics.observeStatement({ operation: 'update', seconds: 0.2, isFailed: true })
  metrics.countLogin('failed')
  metrics.countLogin('limited')
  metrics.watchLanes({ openCount: 3, waitingCount: 2 })
  metrics.watchSchema(() => 4)

  const text = await metrics.print()
  for (const line of [
    'muster_build_info{version="1",node="' +
      process.version +
      '",commit="abc",repository="https://git.example/muster"} 1',
    'muster_http_requests_in_flight 1',
    'muster_database_statement_duration_seconds_count{operation="select",outcome="answered"} 1',
    'muster_database_statement_duration_seconds_count{operation="update",outcome="failed"} 1',
    'muster_logins_total{outcome="failed"} 1',
    'muster_logins_total{outcome="succeeded"} 0',
    'muster_limits_hit_total{limit="login"} 1',
    'muster_database_lanes{state="waiting"} 2',
    'muster_schema_version 4',
  ])
    assert.ok(text.includes(`${line}\n`), line)
  assert.match(text, /^muster_event_loop_utilization [\d.]+$/m)
})

test('two sets of metrics know nothing of each other', async () => {
  const first = createMetrics('1')
  first.observeRequest({ method: 'GET', route: '/', status: 200, seconds: 1 })
  assert.doesNotMatch(await createMetrics('2').print(), /route="\/"/)
})
