import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Workload } from './manifest.ts'
import { nameOf, workloads } from './manifest.ts'
import type { Policy, Surroundings } from './policies.ts'

/** The folders of the image that hold Muster and its Node. */
const FOLDERS_OF_THE_IMAGE = /^\/(opt|usr|bin|lib|home|$)/

function ofPods(name: string, isKept: (workload: Workload, surroundings: Surroundings) => boolean): Policy {
  return {
    name,
    faults: (manifests, surroundings) =>
      workloads(manifests)
        .filter((workload) => !isKept(workload, surroundings))
        .map(({ manifest }) => nameOf(manifest)),
  }
}

function ofContainers(name: string, isKept: (container: IContainer, workload: Workload) => boolean): Policy {
  return ofPods(name, (workload) => containersOf(workload).every((container) => isKept(container, workload)))
}

/** Only of what runs on: others end by themselves. */
function ofServers(name: string, isKept: (container: IContainer, workload: Workload) => boolean): Policy {
  return ofContainers(
    name,
    (container, workload) => workload.manifest.kind !== 'Deployment' || isKept(container, workload),
  )
}

function containersOf({ pod }: Workload): readonly IContainer[] {
  return [...(pod.initContainers ?? []), ...pod.containers]
}

export const podPolicies: readonly Policy[] = [
  ofPods('runs as anybody but root', ({ pod }) => pod.securityContext?.runAsNonRoot === true),
  ofPods('names no user on OpenShift', (workload, { isOpenShift }) => {
    const contexts = [workload.pod.securityContext, ...containersOf(workload).map((one) => one.securityContext)]
    return (
      !isOpenShift || !contexts.some((one) => one && ['runAsUser', 'runAsGroup', 'fsGroup'].some((key) => key in one))
    )
  }),
  ofPods('filters system calls', ({ pod }) => pod.securityContext?.seccompProfile?.type === 'RuntimeDefault'),
  ofContainers('gains no privileges', (one) => one.securityContext?.allowPrivilegeEscalation === false),
  ofContainers('has a read-only root', (one) => one.securityContext?.readOnlyRootFilesystem === true),
  ofContainers('drops every capability', ({ securityContext }) => {
    const { drop, add } = securityContext?.capabilities ?? {}
    return drop?.join(' ') === 'ALL' && !add
  }),
  ofPods(
    'stays out of the node',
    ({ pod }) =>
      !pod.hostNetwork && !pod.hostPID && !pod.hostIPC && !(pod.volumes ?? []).some((volume) => volume.hostPath),
  ),
  ofPods('has no token for the cluster', ({ pod }) => pod.automountServiceAccountToken === false),
  ofPods('gets no addresses of services as settings', ({ pod }) => pod.enableServiceLinks === false),
  ofContainers('writes to /tmp alone', ({ volumeMounts }) =>
    (volumeMounts ?? []).every(({ mountPath, readOnly }) => readOnly === true || mountPath === '/tmp'),
  ),
  ofContainers('mounts nothing over the image', ({ volumeMounts }) =>
    (volumeMounts ?? []).every(({ mountPath }) => !FOLDERS_OF_THE_IMAGE.test(mountPath)),
  ),
  ofContainers('mounts folders, not files, which would never change', ({ volumeMounts }) =>
    (volumeMounts ?? []).every((mount) => !mount.subPath && !mount.subPathExpr),
  ),
  ofContainers('says what it needs', ({ resources }) => {
    const { requests, limits } = resources ?? {}
    return Boolean(requests?.['cpu'] && requests['memory'] && limits?.['memory'])
  }),
  ofContainers('runs a version, not what is newest', ({ image }) =>
    /@sha256:[a-f0-9]{64}$|:(?!latest$|main$|master$)[^/:]+$/.test(image ?? ''),
  ),
  ofServers('is asked the three questions', (one) => {
    const paths = [one.startupProbe, one.livenessProbe, one.readinessProbe].map((probe) => probe?.httpGet?.path)
    return paths.join(' ') === '/healthz/startup /healthz/live /healthz/ready'
  }),
  ofServers('has time to drain', (one, { pod }) => {
    const preStop = one.lifecycle?.preStop?.sleep?.seconds
    return preStop !== undefined && (pod.terminationGracePeriodSeconds ?? 30) > preStop + DRAIN_SECONDS
  }),
  ofServers('spreads over zones and nodes', (_, { pod }) => {
    const keys = (pod.topologySpreadConstraints ?? []).map(({ topologyKey }) => topologyKey)
    return keys.includes('topology.kubernetes.io/zone') && keys.includes('kubernetes.io/hostname')
  }),
]

/**
 * 5 s until balancers know, 20 s for requests that run and 20 s for the job in hand; test/system/chart-start.test.ts
 * holds the program to the first two.
 */
const DRAIN_SECONDS = 45
