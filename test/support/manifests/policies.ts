import type { Manifest } from './manifest.ts'
import { clusterPolicies } from './cluster-policies.ts'
import { podPolicies } from './pod-policies.ts'
import { secretPolicies } from './secret-policies.ts'

export interface Surroundings {
  /** OpenShift gives each namespace a range of user ids; one in the manifest would be refused. */
  readonly isOpenShift: boolean
}

/** One promise about manifests; `faults` are sentences, none where it is kept. */
export interface Policy {
  readonly name: string
  faults(manifests: readonly Manifest[], surroundings: Surroundings): string[]
}

export const policies: readonly Policy[] = [...podPolicies, ...clusterPolicies, ...secretPolicies]

export function policyFaults(manifests: readonly Manifest[], surroundings: Surroundings): string[] {
  return policies.flatMap((policy) =>
    policy.faults(manifests, surroundings).map((fault) => `${fault} (${policy.name})`),
  )
}
