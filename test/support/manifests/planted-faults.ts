import assert from 'node:assert/strict'
import type { Manifest } from './manifest.ts'

/** What the checks are worth: a copy of the manifests, spoilt in one place. */
export type Draft = { [key: string]: Draft } & Draft[]
export type Spoil = (draft: Draft) => void

export function spoilt(manifests: readonly Manifest[], kind: string, spoil: Spoil): Manifest[] {
  const copy = structuredClone(manifests) as Manifest[]
  const found = copy.find((manifest) => manifest.kind === kind)
  assert.ok(found, `there is a ${kind}`)
  spoil(found as unknown as Draft)
  return copy
}

export const set = (object: Draft, key: string, value: unknown): void => void Object.assign(object, { [key]: value })
const podOf = (draft: Draft): Draft => draft['spec']!['template']!['spec']!
export const containerOf = (draft: Draft): Draft => podOf(draft)['containers']![0]!

export const base64 = (text: string): string => Buffer.from(text).toString('base64')
const addSecret = (data: Record<string, string>) => (it: Draft) => {
  set(it, 'kind', 'Secret')
  set(it, 'data', data)
}

export const planted: readonly (readonly [policy: string, kind: string, spoil: Spoil])[] = [
  ['runs as anybody but root', 'Deployment', (it) => set(podOf(it)['securityContext']!, 'runAsNonRoot', false)],
  ['names no user on OpenShift', 'Deployment', (it) => set(podOf(it)['securityContext']!, 'runAsUser', 1001)],
  ['names no user on OpenShift', 'Job', (it) => set(containerOf(it)['securityContext']!, 'runAsUser', 1001)],
  ['names no user on OpenShift', 'Deployment', (it) => set(podOf(it)['securityContext']!, 'fsGroup', 0)],
  ['filters system calls', 'Job', (it) => set(podOf(it)['securityContext']!, 'seccompProfile', { type: 'Unconfined' })],
  [
    'gains no privileges',
    'Deployment',
    (it) => set(containerOf(it)['securityContext']!, 'allowPrivilegeEscalation', true),
  ],
  ['has a read-only root', 'Job', (it) => set(containerOf(it)['securityContext']!, 'readOnlyRootFilesystem', false)],
  [
    'drops every capability',
    'Deployment',
    (it) => set(containerOf(it)['securityContext']!['capabilities']!, 'add', ['SYS_TIME']),
  ],
  ['stays out of the node', 'Deployment', (it) => set(podOf(it), 'hostNetwork', true)],
  ['has no token for the cluster', 'Deployment', (it) => set(podOf(it), 'automountServiceAccountToken', true)],
  ['gets no addresses of services as settings', 'Deployment', (it) => set(podOf(it), 'enableServiceLinks', true)],
  ['writes to /tmp alone', 'Deployment', (it) => set(containerOf(it)['volumeMounts']![0]!, 'readOnly', false)],
  [
    'mounts nothing over the image',
    'Deployment',
    (it) => set(containerOf(it)['volumeMounts']![0]!, 'mountPath', '/opt/app-root/src/trackers'),
  ],
  [
    'mounts folders, not files, which would never change',
    'Job',
    (it) => set(containerOf(it)['volumeMounts']![0]!, 'subPath', 'MUSTER_PORT'),
  ],
  ['says what it needs', 'Deployment', (it) => set(containerOf(it)['resources']!, 'limits', {})],
  ['runs a version, not what is newest', 'Deployment', (it) => set(containerOf(it), 'image', 'muster:latest')],
  [
    'runs a version, not what is newest',
    'Job',
    (it) => set(containerOf(it), 'image', 'registry.example.org:5000/muster'),
  ],
  [
    'is asked the three questions',
    'Deployment',
    (it) => set(containerOf(it)['livenessProbe']!, 'httpGet', { path: '/healthz/ready', port: 'http' }),
  ],
  ['has time to drain', 'Deployment', (it) => set(podOf(it), 'terminationGracePeriodSeconds', 30)],
  ['spreads over zones and nodes', 'Deployment', (it) => set(podOf(it), 'topologySpreadConstraints', [])],
  ['a node may be emptied, one pod at a time', 'PodDisruptionBudget', (it) => set(it['spec']!, 'maxUnavailable', 0)],
  [
    'a rollout never takes a pod away before the next is ready',
    'Deployment',
    (it) => set(it['spec']!, 'strategy', { type: 'Recreate' }),
  ],
  ['what is not allowed is denied, in and out', 'NetworkPolicy', (it) => set(it['spec']!, 'policyTypes', ['Ingress'])],
  [
    'network policies name ports by number',
    'NetworkPolicy',
    (it) => set(it['spec']!['egress']![0]!['ports']![0]!, 'port', 'dns'),
  ],
  ['people come in by TLS', 'Route', (it) => set(it['spec']!['tls']!, 'insecureEdgeTerminationPolicy', 'Allow')],
  [
    'whatever selects pods finds some',
    'Service',
    (it) => set(it['spec']!['selector']!, 'app.kubernetes.io/instance', 'other'),
  ],
  [
    'whatever names another object means one that is there',
    'HorizontalPodAutoscaler',
    (it) => set(it['spec']!['scaleTargetRef']!, 'name', 'muster'),
  ],
  [
    'whatever names another object means one that is there',
    'Service',
    (it) => set(it['spec']!['ports']![0]!, 'targetPort', 'htpp'),
  ],
  [
    'secrets are named, not written down',
    'ServiceAccount',
    addSecret({ MUSTER_ADMIN_PASSWORD: base64('correct horse') }),
  ],
  [
    'secrets are named, not written down',
    'ConfigMap',
    (it) => set(it['data']!, 'MUSTER_DATABASE_URL', 'postgres://db/muster'),
  ],
  [
    'secrets are named, not written down',
    'Deployment',
    (it) => set(containerOf(it)['env']![0]!, 'value', 'postgres://muster:horse@db/muster'),
  ],
  [
    'nothing has a password that everybody knows',
    'ServiceAccount',
    addSecret({ MUSTER_ADMIN_PASSWORD: base64('changeme') }),
  ],
  ['no secret ends with a newline', 'ServiceAccount', addSecret({ MUSTER_ADMIN_PASSWORD: base64('correct horse\n') })],
]
