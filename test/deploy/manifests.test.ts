import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { parseManifests, deployFolder, readManifests } from '../support/manifests/manifest.ts'
import type { Manifest } from '../support/manifests/manifest.ts'
import { modelFaults } from '../support/manifests/model-faults.ts'
import { base64, containerOf, planted, set, spoilt } from '../support/manifests/planted-faults.ts'
import type { Draft, Spoil } from '../support/manifests/planted-faults.ts'
import { policies, policyFaults } from '../support/manifests/policies.ts'

const OPENSHIFT = { isOpenShift: true }

/** The files as `kubectl kustomize` puts them together, save the names that it makes. */
function applied(entrance: string): Manifest[] {
  const files = ['base', entrance].flatMap((folder) => globSync(join(deployFolder, 'kustomize', folder, '*.yaml')))
  const manifests = readManifests(files.filter((file) => !/(kustomization|route-names)\.yaml$/.test(file)))
  const { configMapGenerator } = parse(readFileSync(join(deployFolder, 'kustomize/base/kustomization.yaml'), 'utf8'))
  const [{ name, literals }] = configMapGenerator as [{ name: string; literals: string[] }]
  const data = Object.fromEntries(literals.map((literal) => literal.split(/=(.*)/s)))
  return [...manifests, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }]
}

const onOpenShift = applied('openshift')

test('what deploy/kustomize applies has no field and no value that Kubernetes or OpenShift do not know', async () => {
  assert.ok(onOpenShift.length >= 9)
  assert.deepEqual(await modelFaults([...onOpenShift, ...applied('kubernetes')]), [])
})

test('what deploy/kustomize applies keeps every policy, on either', () => {
  assert.deepEqual(policyFaults(onOpenShift, OPENSHIFT), [])
  assert.deepEqual(policyFaults(applied('kubernetes'), { isOpenShift: false }), [])
})

test('the builds of deploy/openshift are as OpenShift and Shipwright know them, and name versions', async () => {
  const files = globSync(join(deployFolder, 'openshift', '*.yaml')).filter(
    (file) => !file.endsWith('kustomization.yaml'),
  )
  const builds = readManifests(files)

  assert.deepEqual(builds.map(({ kind }) => kind).toSorted(), ['Build', 'BuildConfig', 'ImageStream', 'ImageStream'])
  assert.deepEqual(await modelFaults(builds), [])
  assert.deepEqual(policyFaults(builds, OPENSHIFT), [])
  const images = JSON.stringify(builds).match(/[-\w./:]*(?:muster|nodejs)[-\w]*:[^"/][^"]*/g) ?? []
  assert.ok(images.length >= 4, images.join(' '))
  for (const image of images) assert.doesNotMatch(image, /:(latest|main|master)$/)
})

test('the chart has the version of Muster', () => {
  const read = (file: string) => readFileSync(join(deployFolder, file), 'utf8')
  const { version, appVersion } = parse(read('chart/Chart.yaml'))
  const muster = JSON.parse(read('../package.json')) as { version: string }

  assert.deepEqual([version, appVersion], [muster.version, muster.version])
  assert.ok(read('openshift/buildconfig.yaml').includes(`'muster:${muster.version}'`))
})

const spoiltCopy = (kind: string, spoil: Spoil) => spoilt(onOpenShift, kind, spoil)

for (const [what, kind, spoil, expected] of [
  [
    'a field that is none',
    'Deployment',
    (it) => set(containerOf(it), 'imagee', 'x'),
    /'"imagee"' does not exist in type 'IContainer'/,
  ],
  [
    'a number as text',
    'Deployment',
    (it) => set(it['spec']!, 'replicas', '2'),
    /Type 'string' is not assignable to type 'number'/,
  ],
  [
    'a field left out',
    'Deployment',
    (it) => delete (containerOf(it) as { name?: Draft }).name,
    /must have required property name/,
  ],
  ['a field that a Route has not', 'Route', (it) => set(it['spec']!, 'hots', 'x'), /hots/],
  [
    'a termination that a Route has not',
    'Route',
    (it) => set(it['spec']!['tls']!, 'termination', 'none'),
    /termination must be equal to one of/,
  ],
  ['a kind without a schema', 'Service', (it) => set(it, 'kind', 'Servise'), /there is no schema of v1 Servise/],
] as [string, string, Spoil, RegExp][])
  test(`the strict reading finds ${what}`, async () => {
    const faults = await modelFaults(spoiltCopy(kind, spoil))
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      faults.join('\n') || 'no fault found',
    )
  })

test('each policy finds what was planted against it', () => {
  for (const [policy, kind, spoil] of planted) {
    const faults = policyFaults(spoiltCopy(kind, spoil), OPENSHIFT)
    assert.ok(
      faults.some((fault) => fault.endsWith(`(${policy})`)),
      `${policy}: ${faults.join('; ') || 'no fault found'}`,
    )
  }
  const tried = new Set(planted.map(([policy]) => policy))
  assert.deepEqual(
    policies.map(({ name }) => name).filter((name) => !tried.has(name)),
    [],
  )
})

test('the manifests of the old bpo builder keep none of the promises that it broke', () => {
  const old = parseManifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: tracker }
spec:
  replicas: 1
  selector: { matchLabels: { app: tracker } }
  template:
    metadata: { labels: { app: tracker } }
    spec:
      containers:
        - name: tracker
          image: tracker:latest
          livenessProbe: { tcpSocket: { port: 9999 } }
          readinessProbe: { httpGet: { path: /python-dev/, port: 9999 } }
          volumeMounts: [{ name: config, mountPath: /opt/tracker/config }]
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: tracker }
spec: { host: bugs.example.org, to: { kind: Service, name: tracker } }
---
apiVersion: v1
kind: Secret
metadata: { name: database }
data: { password: ${base64('changeme\n')} }
`)
  const broken = policies.filter((policy) => policy.faults(old, OPENSHIFT).length > 0).map(({ name }) => name)
  for (const name of [
    'mounts nothing over the image',
    'is asked the three questions',
    'runs a version, not what is newest',
    'says what it needs',
    'people come in by TLS',
    'a node may be emptied, one pod at a time',
    'what is not allowed is denied, in and out',
    'no secret ends with a newline',
    'nothing has a password that everybody knows',
  ])
    assert.ok(broken.includes(name), name)
})
