import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import { missingTools } from '../support/manifests/kubernetes-tools.ts'
import { ofKind } from '../support/manifests/manifest.ts'
import { renderChart } from '../support/manifests/render-chart.ts'
import { missing } from './support/needs.ts'

/** A series of the pod, without its labels that say where: its values, one a minute, as promtool writes them. */
interface Case {
  readonly given: Readonly<Record<string, string>>
  /** Minutes after the first value. */
  readonly at: number
}

interface Expected {
  readonly fires: Case
  /** As near to it as may be. */
  readonly rests: Case
}

const ANSWERS = 'muster_http_request_duration_seconds_count'
const TIMES = 'muster_http_request_duration_seconds_bucket'
const STATEMENTS = 'muster_database_statement_duration_seconds_count'
const up = 'up{pod="a"}'

const EXPECTED: Readonly<Record<string, Expected>> = {
  MusterDown: {
    fires: { given: { [up]: '0x20', 'up{pod="b"}': '_x20' }, at: 10 },
    rests: { given: { [up]: '0x20', 'up{pod="b"}': '1x20' }, at: 10 },
  },
  MusterPodDown: {
    fires: { given: { [up]: '0x20', 'up{pod="b"}': '1x20' }, at: 15 },
    rests: { given: { [up]: '0x8 1x20', 'up{pod="b"}': '1x20' }, at: 15 },
  },
  MusterWorkerDown: {
    fires: { given: { 'up{service="bugs-worker"}': '0x20' }, at: 15 },
    rests: { given: { 'up{service="bugs-worker"}': '1x20' }, at: 15 },
  },
  MusterErrors: {
    fires: { given: { [`${ANSWERS}{status="200"}`]: '0+980x90', [`${ANSWERS}{status="500"}`]: '0+20x90' }, at: 80 },
    rests: { given: { [`${ANSWERS}{status="200"}`]: '0+990x90', [`${ANSWERS}{status="500"}`]: '0+10x90' }, at: 80 },
  },
  MusterSlow: {
    fires: {
      given: { [`${TIMES}{le="1"}`]: '0+90x40', [`${TIMES}{le="+Inf"}`]: '0+100x40', [`${TIMES}{le="5"}`]: '0+100x40' },
      at: 35,
    },
    rests: {
      given: { [`${TIMES}{le="1"}`]: '0+96x40', [`${TIMES}{le="+Inf"}`]: '0+100x40', [`${TIMES}{le="5"}`]: '0+100x40' },
      at: 35,
    },
  },
  MusterEventLoopBusy: {
    fires: { given: { nodejs_eventloop_lag_p99_seconds: '0.3x20' }, at: 15 },
    rests: { given: { nodejs_eventloop_lag_p99_seconds: '0.3x8 0.02x20' }, at: 15 },
  },
  MusterWaitsForConnections: {
    fires: { given: { 'muster_database_connections{state="waiting"}': '2x20' }, at: 10 },
    rests: { given: { 'muster_database_connections{state="waiting"}': '2x7 0 2x10' }, at: 10 },
  },
  MusterStatementsFail: {
    fires: {
      given: { [`${STATEMENTS}{outcome="answered"}`]: '0+90x40', [`${STATEMENTS}{outcome="failed"}`]: '0+10x40' },
      at: 30,
    },
    rests: {
      given: { [`${STATEMENTS}{outcome="answered"}`]: '0+98x40', [`${STATEMENTS}{outcome="failed"}`]: '0+2x40' },
      at: 30,
    },
  },
  MusterNotReady: {
    fires: { given: { muster_schema_version: '0x20' }, at: 15 },
    rests: { given: { 'muster_schema_version{pod="a"}': '0x20', 'muster_schema_version{pod="b"}': '6x20' }, at: 15 },
  },
  MusterReleasesDiffer: {
    fires: {
      given: {
        'muster_build_info{pod="a",version="1.0.0"}': '1x90',
        'muster_build_info{pod="b",version="1.1.0"}': '1x90',
      },
      at: 80,
    },
    rests: {
      given: {
        'muster_build_info{pod="a",version="1.0.0"}': '1x20',
        'muster_build_info{pod="b",version="1.1.0"}': '1x90',
      },
      at: 80,
    },
  },
  MusterLoginsLimited: {
    fires: { given: { 'muster_logins_total{outcome="limited"}': '0+10x40' }, at: 30 },
    rests: {
      given: { 'muster_logins_total{outcome="limited"}': '0+5x40', 'muster_logins_total{outcome="failed"}': '0+50x40' },
      at: 30,
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'muster-alerts-'))
after(() => rmSync(folder, { recursive: true }))
const skip = missing('promtool') || missingTools

/** The series where the chart's own pods have them. */
function placed(series: string): string {
  const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(series)!
  const service = labels.includes('service=') ? [] : ['service="bugs-web"']
  return `${name}{${['namespace="trackers"', ...service, labels].filter(Boolean).join(',')}}`
}

/** Whether promtool finds the alert firing at that minute, or at rest. */
function holds(alert: string, { given, at }: Case, isFiring: boolean): { status: number | null; said: string } {
  const question = {
    expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0 or vector(0)`,
    eval_time: `${at}m`,
    exp_samples: [{ labels: '{}', value: Number(isFiring) }],
  }
  const series = Object.entries(given).map(([name, values]) => ({ series: placed(name), values }))
  const file = {
    rule_files: ['rules.yml'],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series: series, promql_expr_test: [question] }],
  }
  writeFileSync(join(folder, 'case.yml'), JSON.stringify(file))
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'case.yml')], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

test('each alert of the chart fires when it should, and rests when it need not', { skip }, async (context) => {
  const manifests = renderChart('openshift', { set: ['worker.enabled=true'] })
  const [{ spec }] = ofKind<IPrometheusRule>(manifests, 'PrometheusRule') as [IPrometheusRule]
  const alerts = spec.groups!.flatMap(({ rules }) => rules!.map(({ alert }) => alert!))
  assert.deepEqual(alerts.toSorted(), Object.keys(EXPECTED).toSorted())
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: spec.groups }))

  for (const [alert, { fires, rests }] of Object.entries(EXPECTED))
    await context.test(alert, () => {
      const [fired, rested] = [holds(alert, fires, true), holds(alert, rests, false)]
      assert.equal(fired.status, 0, fired.said)
      assert.equal(rested.status, 0, rested.said)
      assert.notEqual(holds(alert, rests, true).status, 0, 'promtool can tell')
    })
})
