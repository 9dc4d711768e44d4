import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPod } from 'kubernetes-models/v1/Pod'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import { parseAllDocuments } from 'yaml'

export const deployFolder = fileURLToPath(new URL('../../../deploy/', import.meta.url))

/** One object of a cluster, as it is written in YAML. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels?: Labels }
  readonly data?: Labels
  readonly spec?: unknown
}

export type Labels = Readonly<Record<string, string>>

/** Kubernetes' own readers take YAML as of 1.1, where 0440 is octal. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' })
    .map((document) => {
      if (document.errors[0]) throw document.errors[0]
      return document.toJS() as Manifest | null
    })
    .filter((manifest) => manifest !== null)
}

export function readManifests(files: readonly string[]): Manifest[] {
  return files.flatMap((file) => parseManifests(readFileSync(file, 'utf8')))
}

export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`
}

export function ofKind<T>(manifests: readonly Manifest[], kind: string): (Manifest & T)[] {
  return manifests.filter((manifest): manifest is Manifest & T => manifest.kind === kind)
}

export interface Workload {
  readonly manifest: Manifest
  readonly pod: NonNullable<IPodTemplateSpec['spec']>
  readonly labels: Labels
}

/** Pods, and what makes them. */
export function workloads(manifests: readonly Manifest[]): Workload[] {
  const makers = [...ofKind<IDeployment>(manifests, 'Deployment'), ...ofKind<IJob>(manifests, 'Job')]
  const made = makers.map((manifest) => ({ manifest, template: manifest.spec!.template }))
  const pods = ofKind<IPod>(manifests, 'Pod').map((manifest) => ({ manifest, template: manifest as IPodTemplateSpec }))
  return [...made, ...pods].map(({ manifest, template }) => ({
    manifest,
    pod: template.spec!,
    labels: template.metadata!.labels!,
  }))
}

export function selects(selector: Labels | undefined, labels: Labels): boolean {
  const wanted = Object.entries(selector ?? {})
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
}
