import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { deployFolder } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { renderChart } from './render-chart.ts'

const HEAD = '# Rendered from deploy/chart by `npm run render`; a test compares the two.\n'
const API = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }

/** kustomize does not know that a Route names a Service. */
const ROUTE_NAMES = { nameReference: [{ kind: 'Service', fieldSpecs: [{ kind: 'Route', path: 'spec/to/name' }] }] }

/**
 * The chart for people without helm: `base` is what all clusters have in common, `kubernetes` adds an Ingress and
 * `openshift` a Route. Settings are literals of a generator, so that a changed one has a new name and rolls the pods.
 *
 * @param folder is made anew.
 */
export function renderKustomize(folder = join(deployFolder, 'kustomize')): void {
  const render = (set: readonly string[]): Manifest[] =>
    renderChart(join(deployFolder, 'kustomize-values.yaml'), { release: 'muster', set, skipTests: true }).map(
      withoutHelm,
    )
  const onOpenShift = render(['openshift.enabled=true'])
  const onKubernetes = render(['openshift.enabled=false'])
  const entrances = ['Ingress', 'Route', 'NetworkPolicy']
  const base = onOpenShift.filter(({ kind }) => !entrances.includes(kind))

  rmSync(folder, { recursive: true, force: true })
  const config = base.find(({ kind }) => kind === 'ConfigMap')!
  writeFolder(
    join(folder, 'base'),
    base.filter((manifest) => manifest !== config),
    {
      configMapGenerator: [
        {
          name: config.metadata.name,
          literals: Object.entries(config.data!).map(([name, value]) => `${name}=${value}`),
        },
      ],
    },
  )
  const entrance = (manifests: readonly Manifest[]) => manifests.filter(({ kind }) => entrances.includes(kind))
  writeFolder(join(folder, 'kubernetes'), entrance(onKubernetes), {}, ['../base'])
  writeFolder(join(folder, 'openshift'), entrance(onOpenShift), { configurations: ['route-names.yaml'] }, ['../base'])
  writeFile(join(folder, 'openshift', 'route-names.yaml'), ROUTE_NAMES)
}

function withoutHelm(manifest: Manifest): Manifest {
  const text = JSON.stringify(manifest, (key, value: unknown) =>
    ['helm.sh/chart', 'app.kubernetes.io/managed-by', 'checksum/config'].includes(key) ? undefined : value,
  )
  const plain = JSON.parse(text.replaceAll(',"annotations":{}', '')) as Manifest
  // One revision of a release has one Job; here the same one is made again.
  return plain.kind === 'Job' ? { ...plain, metadata: { ...plain.metadata, name: 'muster-init' } } : plain
}

function writeFolder(
  folder: string,
  manifests: readonly Manifest[],
  more: object,
  below: readonly string[] = [],
): void {
  mkdirSync(folder, { recursive: true })
  const files = manifests.map((manifest) => {
    const file = `${manifest.kind.toLowerCase()}-${manifest.metadata.name.replace('muster-', '')}.yaml`
    writeFile(join(folder, file), manifest)
    return file
  })
  writeFile(join(folder, 'kustomization.yaml'), { ...API, resources: [...below, ...files.toSorted()], ...more })
}

function writeFile(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, HEAD + stringify(content, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
}
