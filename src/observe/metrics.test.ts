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

test('two sets of metrics know nothing of each other', async () => {
  const first = createMetrics('1')
  first.observeRequest({ method: 'GET', route: '/', status: 200, seconds: 1 })
  assert.doesNotMatch(await createMetrics('2').print(), /route="\/"/)
})
