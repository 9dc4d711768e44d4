import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IService } from 'kubernetes-models/v1/Service'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'
import type { Labels, Manifest } from './manifest.ts'
import { nameOf, ofKind, selects, workloads } from './manifest.ts'
import type { Policy } from './policies.ts'

interface Route {
  readonly spec: { readonly tls?: { readonly termination: string; readonly insecureEdgeTerminationPolicy?: string } }
}

/** Promises that only all manifests together can keep. */
export const clusterPolicies: readonly Policy[] = [
  {
    name: 'a node may be emptied, one pod at a time',
    faults: (manifests) =>
      named(
        ofKind(manifests, 'Deployment').filter(
          (deployment) =>
            !ofKind<IPodDisruptionBudget>(manifests, 'PodDisruptionBudget').some(
              ({ spec }) => spec!.maxUnavailable === 1 && selects(spec!.selector?.matchLabels, podLabels(deployment)),
            ),
        ),
      ),
  },
  {
    name: 'a rollout never takes a pod away before the next is ready',
    faults: (manifests) =>
      named(
        ofKind<{ spec: { strategy?: { rollingUpdate?: { maxUnavailable?: unknown } } } }>(
          manifests,
          'Deployment',
        ).filter(
          (deployment) =>
            isServed(manifests, deployment) && deployment.spec.strategy?.rollingUpdate?.maxUnavailable !== 0,
        ),
      ),
  },
  {
    name: 'what is not allowed is denied, in and out',
    faults: (manifests) => {
      const kept = ofKind<INetworkPolicy>(manifests, 'NetworkPolicy')
      return workloads(manifests)
        .filter(
          ({ labels }) =>
            !kept.some(
              ({ spec }) =>
                spec!.policyTypes?.join(' ') === 'Ingress Egress' && selects(spec!.podSelector?.matchLabels, labels),
            ),
        )
        .map(({ manifest }) => nameOf(manifest))
    },
  },
  {
    // OVN-Kubernetes takes a name for every port of the protocol: its issue 2117.
    name: 'network policies name ports by number',
    faults: (manifests) =>
      named(
        ofKind<INetworkPolicy>(manifests, 'NetworkPolicy').filter(({ spec }) =>
          [...(spec!.ingress ?? []), ...(spec!.egress ?? [])].some(({ ports }) =>
            (ports ?? []).some(({ port }) => typeof port !== 'number'),
          ),
        ),
      ),
  },
  {
    name: 'people come in by TLS',
    faults: (manifests) => [
      ...named(ofKind<IIngress>(manifests, 'Ingress').filter((ingress) => !isCovered(ingress))),
      ...named(
        ofKind<Route>(manifests, 'Route').filter(
          ({ spec }) => spec.tls?.termination !== 'edge' || spec.tls.insecureEdgeTerminationPolicy !== 'Redirect',
        ),
      ),
    ],
  },
  {
    name: 'whatever selects pods finds some',
    faults: (manifests) => {
      const labels = workloads(manifests).map((workload) => workload.labels)
      return selectors(manifests)
        .filter(([, selector]) => !labels.some((one) => selects(selector, one)))
        .map(([name]) => name)
    },
  },
  {
    name: 'whatever names another object means one that is there',
    faults: (manifests) =>
      references(manifests)
        .filter(([, there]) => !there)
        .map(([name]) => name),
  },
]

function named(manifests: readonly Manifest[]): string[] {
  return manifests.map(nameOf)
}

function podLabels(manifest: Manifest): Labels {
  return workloads([manifest])[0]!.labels
}

function isServed(manifests: readonly Manifest[], deployment: Manifest): boolean {
  return ofKind<IService>(manifests, 'Service').some(({ spec }) => selects(spec!.selector, podLabels(deployment)))
}

function isCovered({ spec }: IIngress): boolean {
  const covered = (spec!.tls ?? []).flatMap(({ hosts }) => hosts ?? [])
  return spec!.rules!.every(({ host }) => host !== undefined && covered.includes(host))
}

function selectors(manifests: readonly Manifest[]): [string, Labels | undefined][] {
  return [
    ...ofKind<IService>(manifests, 'Service').map((one) => [nameOf(one), one.spec!.selector] as const),
    ...ofKind<IPodDisruptionBudget>(manifests, 'PodDisruptionBudget').map(
      (one) => [nameOf(one), one.spec!.selector?.matchLabels] as const,
    ),
    ...ofKind<INetworkPolicy>(manifests, 'NetworkPolicy').map(
      (one) => [nameOf(one), one.spec!.podSelector?.matchLabels] as const,
    ),
  ].map(([name, selector]) => [name, selector])
}

/** Each with whether what it means is there. */
function references(manifests: readonly Manifest[]): [string, boolean][] {
  const names = new Set(manifests.map(nameOf))
  const services = ofKind<IService>(manifests, 'Service')
  const ports = new Set(
    workloads(manifests).flatMap(({ pod }) =>
      pod.containers.flatMap(({ ports }) => (ports ?? []).map(({ name }) => name)),
    ),
  )
  return [
    ...ofKind<IHorizontalPodAutoscaler>(manifests, 'HorizontalPodAutoscaler').map((one): [string, boolean] => [
      nameOf(one),
      names.has(`Deployment ${one.spec.scaleTargetRef.name}`),
    ]),
    ...ofKind<IIngress>(manifests, 'Ingress').map((one): [string, boolean] => [
      nameOf(one),
      one.spec!.rules!.every(({ http }) =>
        http!.paths.every(({ backend }) => names.has(`Service ${backend.service!.name}`)),
      ),
    ]),
    ...ofKind<{ spec: { to: { name: string } } }>(manifests, 'Route').map((one): [string, boolean] => [
      nameOf(one),
      names.has(`Service ${one.spec.to.name}`),
    ]),
    ...services.map((one): [string, boolean] => [
      nameOf(one),
      one.spec!.ports!.every(({ targetPort }) => ports.has(`${targetPort}`)),
    ]),
    ...ofKind<IServiceMonitor>(manifests, 'ServiceMonitor').map((one): [string, boolean] => [
      nameOf(one),
      services.some(
        ({ metadata, spec }) =>
          selects(one.spec.selector.matchLabels, metadata.labels ?? {}) &&
          one.spec.endpoints.every(({ port }) => spec!.ports!.some(({ name }) => name === port)),
      ),
    ]),
    ...workloads(manifests).map(({ manifest, pod }): [string, boolean] => [
      nameOf(manifest),
      names.has(`ServiceAccount ${pod.serviceAccountName}`) &&
        (pod.volumes ?? []).every(({ configMap }) => !configMap || names.has(`ConfigMap ${configMap.name}`)),
    ]),
  ]
}
