import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'
import pg from 'pg'
import { verifyPassword } from '../../src/values/password.ts'
import { missingTools } from '../support/manifests/kubernetes-tools.ts'
import type { Manifest } from '../support/manifests/manifest.ts'
import { ofKind, workloads } from '../support/manifests/manifest.ts'
import { missingSeries } from '../support/manifests/promql.ts'
import { renderChart } from '../support/manifests/render-chart.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'
import type { Pod, Secrets } from './support/pod.ts'
import { untilAnswers, withPod } from './support/pod.ts'

const PASSWORD = 'correct horse battery'
const WORKING = /"message":"working"/

interface Given {
  readonly manifests: readonly Manifest[]
  readonly url: string
  readonly secrets: Secrets
  /** Runs the Job to its end. */
  init(): Promise<string>
}

function withChart(
  example: string,
  run: (given: Given) => Promise<void>,
  set: readonly string[] = [],
): () => Promise<void> {
  return async () => {
    const url = await newDatabase()
    const manifests = renderChart(example, { set: ['tracker=minimal', ...set] })
    const secrets = {
      'bugs-database': { MUSTER_DATABASE_URL: url },
      'bugs-admin': { MUSTER_ADMIN_PASSWORD: PASSWORD },
    }
    const init = () =>
      withPod({ manifests, name: 'bugs-init', secrets }, async (pod) => {
        assert.equal(await pod.ended, 0, pod.output.text)
        return pod.output.text
      })
    try {
      await run({ manifests, url, secrets, init })
    } finally {
      await dropDatabase(url)
    }
  }
}

const web = ({ manifests, secrets }: Given) => ({ manifests, secrets, name: 'bugs-web' })

function probes({ workload }: Pod): { path: string; port: string }[] {
  const { startupProbe, livenessProbe, readinessProbe } = workload.pod.containers[0]!
  return [startupProbe, livenessProbe, readinessProbe].map((probe) => ({
    path: probe!.httpGet!.path!,
    port: `${probe!.httpGet!.port}`,
  }))
}

test(
  'the init Job of the chart sets an empty database up, again changes nothing, and admin has the password of the Secret',
  { skip: missingTools },
  withChart('openshift', async ({ init, url }) => {
    assert.match(await init(), /The tracker minimal is set up\./)
    assert.match(await init(), /is set up already/)

    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select password from "user" where username = $1', ['admin'])
    await client.end()
    assert.ok(await verifyPassword(rows[0].password as string, PASSWORD))
  }),
)

for (const example of ['minimal', 'openshift'])
  test(
    `a web pod of the ${example} values waits for init, starts, and answers its probes and helm test`,
    { skip: missingTools },
    withChart(example, async (given) => {
      await withPod(web(given), async (pod) => {
        const [startup, live, ready] = probes(pod)
        await untilAnswers(pod, live!.path, 200)
        assert.equal((await pod.get(startup!.port, startup!.path)).status, 503)
        assert.equal((await pod.get(ready!.port, ready!.path)).status, 503)

        await given.init()

        await untilAnswers(pod, startup!.path, 200)
        await untilAnswers(pod, ready!.path, 200)
        assert.match(await (await pod.get('http', '/')).text(), /Minimal tracker/)
        assert.doesNotMatch(pod.output.text, /not a setting|did you mean/)
        for (let tries = 0; !WORKING.test(pod.output.text); tries++) {
          assert.ok(tries < 300, 'without workers it sends mail itself')
          await sleep(100)
        }

        const test = (port: number) =>
          withPod({ ...web(given), name: 'bugs-test', services: { 'bugs-web': port } }, async (asking) => ({
            code: await asking.ended,
            text: asking.output.text,
          }))
        const { code, text } = await test(pod.port('http'))
        assert.equal(code, 0, text)
        assert.match(text, /^200 \/healthz\/version \{"name":"muster"[\s\S]*^200 \/healthz\/ready ok[\s\S]*^200 \/ </m)
        assert.equal((await test(pod.port('metrics'))).code, 1, 'a server that is no tracker fails the test')
      })
    }),
  )

/** Some series are there only once something went wrong: a statement that PostgreSQL refuses, an answer of 500. */
async function fail(url: string, pod: Pod): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter table "issue" rename to gone')
  const answer = await pod.get('http', '/issue')
  await client.query('alter table gone rename to "issue"')
  await client.end()
  assert.ok(answer.status >= 500, `${answer.status}`)
}

test(
  'a worker pod, turned on, works and answers its probes, and a web pod beside it leaves the work to it',
  { skip: missingTools },
  withChart(
    'openshift',
    async (given) => {
      await given.init()
      await withPod({ ...web(given), name: 'bugs-worker' }, async (pod) => {
        for (const { port, path } of probes(pod)) await untilAnswers(pod, path, 200, port)
        assert.match(pod.output.text, WORKING)
        assert.equal((await pod.get('metrics', '/metrics')).status, 200)
        pod.kill('SIGTERM')
        assert.equal(await pod.ended, 0, pod.output.text)
      })
      await withPod(web(given), async (pod) => {
        await untilAnswers(pod, '/healthz/ready', 200)
        assert.doesNotMatch(pod.output.text, WORKING)
      })
    },
    ['worker.enabled=true'],
  ),
)

test(
  'Prometheus finds every metric of the rules where the ServiceMonitor says, and people find none',
  { skip: missingTools },
  withChart('openshift', async (given) => {
    await given.init()
    const [monitor] = ofKind<IServiceMonitor>(given.manifests, 'ServiceMonitor')
    const [rule] = ofKind<IPrometheusRule>(given.manifests, 'PrometheusRule')
    const alerts = rule!.spec.groups!.flatMap(({ rules }) => rules!)
    await withPod(web(given), async (pod) => {
      await untilAnswers(pod, '/healthz/ready', 200)
      await fail(given.url, pod)
      const [{ port, path }] = monitor!.spec.endpoints as [{ port: string; path: string }]
      const answer = await pod.get(port, path)
      const exposition = await answer.text()

      assert.equal(answer.status, 200)
      assert.ok(alerts.length >= 6)
      for (const { alert, expr } of alerts) assert.deepEqual(missingSeries(`${expr}`, exposition), [], alert)
      assert.deepEqual(missingSeries('rate(muster_requests[5m]) > 0', exposition), ['there is no muster_requests'])
      assert.deepEqual(
        missingSeries('muster_database_connections{service="bugs-web",state="waitng"} > 0', exposition),
        ['there is no muster_database_connections with state="waitng"'],
      )
      assert.throws(() => missingSeries('rate(muster_requests[5m) > 0', exposition), SyntaxError)
      assert.equal((await pod.get('http', '/metrics')).status, 404)
    })
  }),
)

test(
  'a pod that is told to end is not ready any more, and is gone before the kubelet kills it',
  { skip: missingTools },
  withChart('openshift', async (given) => {
    await given.init()
    await withPod(web(given), async (pod) => {
      await untilAnswers(pod, '/healthz/ready', 200)
      const { terminationGracePeriodSeconds: grace, containers } = pod.workload.pod
      const preStop = containers[0]!.lifecycle!.preStop!.sleep!.seconds
      // The worst that people do: a request that never comes to its end.
      const slow = connect(pod.port('http'), '127.0.0.1')
      slow.on('error', () => {})
      slow.write('POST /login HTTP/1.1\r\nHost: bugs.example.org\r\nContent-Length: 100\r\n\r\nhalf')
      await pod.get('http', '/healthz/live')

      pod.kill('SIGTERM')

      assert.equal((await untilAnswers(pod, '/healthz/ready', 503)).status, 503)
      const inTime = sleep((grace! - preStop) * 1000, 'killed' as const, { ref: false })
      assert.equal(await Promise.race([pod.ended, inTime]), 0, pod.output.text)
    })
  }),
)

test(
  'a Secret that is missing ends the pod with a sentence that names the setting',
  { skip: missingTools },
  withChart('openshift', async (given) => {
    for (const name of ['bugs-web', 'bugs-init'])
      await withPod({ ...web(given), name, secrets: {} }, async (pod) => {
        assert.equal(await Promise.race([pod.ended, sleep(10_000, 'runs' as const, { ref: false })]), 1)
        assert.match(pod.output.text, /MUSTER_DATABASE_URL/)
      })
  }),
)

test(
  'muster check in a pod says which file each setting came from',
  { skip: missingTools },
  withChart('openshift', async (given) => {
    const manifests = structuredClone(given.manifests) as Manifest[]
    for (const { pod, manifest } of workloads(manifests))
      if (manifest.metadata.name === 'bugs-web') pod.containers[0]!.command = ['muster', 'check']
    await withPod({ ...web(given), manifests }, async (pod) => {
      assert.equal(await pod.ended, 0, pod.output.text)
      assert.match(
        pod.output.text,
        /MUSTER_BASE_URL=https:\/\/bugs\.example\.org\/ \(.*\/etc\/muster\/config\/MUSTER_BASE_URL\)/,
      )
      assert.match(pod.output.text, /MUSTER_DATABASE_URL=.*\/etc\/muster\/secrets\/MUSTER_DATABASE_URL\)/)
      assert.match(pod.output.text, /MUSTER_TRUSTED_PROXIES=10\.128\.0\.0\/14/)
    })
  }),
)
