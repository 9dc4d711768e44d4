import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'
import type { IService } from 'kubernetes-models/v1/Service'
import { missingTools, runTool, tryTool } from '../support/manifests/kubernetes-tools.ts'
import type { Labels, Manifest } from '../support/manifests/manifest.ts'
import { deployFolder, nameOf, ofKind, parseManifests, selects, workloads } from '../support/manifests/manifest.ts'
import { modelFaults } from '../support/manifests/model-faults.ts'
import { policyFaults } from '../support/manifests/policies.ts'
import { chart, examples, renderChart, templateArguments, valuesFile } from '../support/manifests/render-chart.ts'
import { renderKustomize } from '../support/manifests/render-kustomize.ts'

const NEEDS = { skip: missingTools }

for (const example of examples)
  test(`the chart with the ${example} values has no fault`, NEEDS, async () => {
    runTool('helm', ['lint', '--strict', chart, '-f', valuesFile(example)])
    const manifests = renderChart(example)

    assert.equal(new Set(manifests.map(nameOf)).size, manifests.length, 'every name is there once')
    assert.deepEqual(await modelFaults(manifests), [])
    const faults = policyFaults(manifests, { isOpenShift: example === 'openshift' })
    const isOpen = !manifests.some(({ kind }) => kind === 'NetworkPolicy')
    assert.deepEqual(isOpen ? faults.filter((fault) => !fault.includes('denied, in and out')) : faults, [])
    assert.equal(isOpen, example === 'small')
  })

test('the values files reach every template', NEEDS, () => {
  const rendered = examples.map((example) => runTool('helm', templateArguments(example))).join('\n')
  const written = globSync('*.yaml', { cwd: join(chart, 'templates') }).filter((file) => file !== 'refusals.yaml')

  assert.deepEqual(
    written.filter((file) => !rendered.includes(`# Source: muster/templates/${file}`)),
    [],
  )
})

test('the worker is there when it is turned on, and only then', NEEDS, () => {
  const ofWorker = (manifests: readonly Manifest[]) =>
    manifests.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'worker').map(nameOf)

  assert.deepEqual(ofWorker(renderChart('minimal')), [])
  const withWorker = renderChart('minimal', { set: ['worker.enabled=true'] })
  assert.deepEqual(ofWorker(withWorker).toSorted(), [
    'Deployment bugs-worker',
    'NetworkPolicy bugs-worker',
    'PodDisruptionBudget bugs-worker',
    'Service bugs-worker',
  ])
  const worker = workloads(withWorker).find(({ manifest }) => manifest.metadata.name === 'bugs-worker')!
  assert.deepEqual(worker.pod.containers[0]!.command, ['muster', 'work'])
  const services = ofKind<IService>(withWorker, 'Service').filter(({ spec }) => selects(spec!.selector, worker.labels))
  assert.deepEqual(
    services.map(({ spec }) => spec!.ports!.map(({ name }) => name)),
    [['metrics']],
    'Prometheus finds it, people do not',
  )
})

test('Prometheus is told of each pod that has metrics, and warns when no worker answers', NEEDS, () => {
  const watched = (set: readonly string[]) => {
    const manifests = renderChart('openshift', { set })
    const services = ofKind<IService>(manifests, 'Service')
    const monitors = ofKind<IServiceMonitor>(manifests, 'ServiceMonitor')
    const [rule] = ofKind<IPrometheusRule>(manifests, 'PrometheusRule')
    return {
      services: monitors.map(({ spec: { selector, endpoints } }) =>
        services
          .filter(({ metadata }) => selects(selector.matchLabels, metadata.labels!))
          .filter(({ spec }) => spec!.ports!.some(({ name }) => name === endpoints[0]!.port))
          .map(({ metadata }) => metadata.name),
      ),
      isWarned: rule!.spec.groups!.some(({ rules }) => rules!.some(({ alert }) => alert === 'MusterWorkerDown')),
    }
  }
  assert.deepEqual(watched([]), { services: [['bugs-web']], isWarned: false })
  assert.deepEqual(watched(['worker.enabled=true']), { services: [['bugs-web'], ['bugs-worker']], isWarned: true })
})

test('OpenShift gets a Route and no user, Kubernetes an Ingress and the user of the image', NEEDS, () => {
  const shape = (example: string) => {
    const manifests = renderChart(example)
    const kinds = new Set(manifests.map(({ kind }) => kind))
    const users = new Set(workloads(manifests).map(({ pod }) => pod.securityContext?.runAsUser))
    return { isRoute: kinds.has('Route'), isIngress: kinds.has('Ingress'), users: [...users] }
  }
  assert.deepEqual(shape('openshift'), { isRoute: true, isIngress: false, users: [undefined] })
  assert.deepEqual(shape('minimal'), { isRoute: false, isIngress: true, users: [1001] })
})

test('only init reads the password of admin, and a Secret that is missing is left for Muster to name', NEEDS, () => {
  const settings = (name: string) => {
    const { pod } = workloads(renderChart('ha')).find(({ manifest }) => manifest.metadata.name.startsWith(name))!
    const { sources } = pod.volumes!.find((volume) => volume.name === 'secrets')!.projected!
    assert.ok(sources!.every(({ secret }) => secret!.optional === true))
    return sources!.flatMap(({ secret }) => secret!.items!.map(({ path }) => path))
  }
  const database = ['MUSTER_DATABASE_URL', 'MUSTER_DATABASE_DIRECT_URL', 'MUSTER_DATABASE_PASSWORD']
  assert.deepEqual(settings('bugs-init-'), [...database, 'MUSTER_ADMIN_PASSWORD'])
  assert.deepEqual(settings('bugs-web'), [...database, 'MUSTER_DATABASE_READ_URL'])
})

/** What of one release would take hold of the other: the same object, or a selector that finds the other's pods. */
function collisions(one: readonly Manifest[], other: readonly Manifest[]): string[] {
  const names = new Set(other.map(nameOf))
  const foreign = workloads(other).map(({ labels }) => labels)
  const selectors = (manifest: Manifest): Labels[] => {
    const found: Labels[] = []
    JSON.stringify(manifest.spec, (key, value: unknown) => {
      if (key === 'matchLabels' || key === 'selector') found.push(value as Labels)
      return value
    })
    return found.filter((selector) => 'app.kubernetes.io/name' in selector)
  }
  return [
    ...one.map(nameOf).filter((name) => names.has(name)),
    ...one
      .filter((manifest) => selectors(manifest).some((selector) => foreign.some((labels) => selects(selector, labels))))
      .map(nameOf),
  ]
}

test('two trackers in one namespace share nothing, even where one is called like a part of the other', NEEDS, () => {
  const [bugs, docs, part] = ['bugs', 'docs', 'bugs-web'].map((release) => renderChart('ha', { release }))

  assert.deepEqual([...collisions(bugs!, docs!), ...collisions(docs!, bugs!)], [])
  assert.deepEqual([...collisions(bugs!, part!), ...collisions(part!, bugs!)], [])
  assert.ok(collisions(bugs!, bugs!).length > bugs!.length, 'the same release twice does collide')
  const rules = JSON.stringify(ofKind(docs!, 'PrometheusRule'))
  assert.ok(rules.includes('service=\\"docs-web\\"') && !rules.includes('bugs'))
})

test('names stay within what Kubernetes takes', NEEDS, () => {
  const longest = 'a'.repeat(40)
  for (const { kind, metadata } of renderChart('ha', { release: longest }))
    assert.ok(metadata.name.length <= 52, `${kind} ${metadata.name}`)
  const { status, err } = tryTool('helm', templateArguments('minimal', { release: `${longest}a` }))
  assert.equal(status, 1)
  assert.match(err, /The name of the release, "a{41}", is too long: it has 41 characters/)
})

for (const [wrong, expected] of [
  [['baseUrl=bugs.example.org'], /'\/baseUrl': 'bugs\.example\.org' does not match pattern/],
  [
    ['baseUrl=http://bugs.example.org/'],
    /baseUrl is http:\/\/bugs\.example\.org\/, but the way in has TLS: it has to begin with https/,
  ],
  [['image.repository='], /'\/image\/repository': minLength: got 0, want 1/],
  [['image.tag=latest'], /'\/image\/tag': 'not' failed/],
  [['image.digest=sha256:1'], /'\/image\/digest': 'sha256:1' does not match pattern/],
  [['database.secret='], /'\/database\/secret': minLength: got 0, want 1/],
  [['web.replicas=two'], /'\/web\/replicas': got string, want integer/],
  [['web.autoscaling.min=9', 'web.autoscaling.max=3'], /web\.autoscaling\.min is 9 and more than max, 3/],
  [['worker.enabled=on'], /'\/worker\/enabled': got string, want boolean/],
  [['replicaCount=3'], /additional properties 'replicaCount' not allowed/],
  [['web.resources.limits.memory=lots'], /'\/web\/resources\/limits\/memory': 'lots' does not match pattern/],
  [['settings.MUSTER_ADMIN_PASSWORD=horse'], /settings\.MUSTER_ADMIN_PASSWORD is a secret: put it into a Secret/],
  [['settings.MUSTER_DATABASE_READ_URL=x'], /settings\.MUSTER_DATABASE_READ_URL is a secret/],
  [['settings.MUSTER_MAIL_RELAY=smtp://bugs:horse@relay'], /settings\.MUSTER_MAIL_RELAY is a secret/],
  [['settings.MUSTER_PORT=80'], /settings\.MUSTER_PORT is set by the chart/],
  [['settings.LOG_LEVEL=warn'], /settings\.LOG_LEVEL is no setting of Muster: their names begin with MUSTER_/],
  [['trustedProxies[0]=router'], /'\/trustedProxies\/0': 'router' does not match pattern/],
  [['monitoring.interval=often'], /'\/monitoring\/interval'/],
] as [string[], RegExp][])
  test(`the chart refuses ${wrong.join(' and ')}`, NEEDS, () => {
    const { status, out, err } = tryTool('helm', templateArguments('minimal', { set: wrong }))

    assert.deepEqual([status, out], [1, ''])
    assert.match(err, expected)
  })

test('without values the chart says what it lacks', NEEDS, () => {
  const { status, err } = tryTool('helm', ['template', 'bugs', chart])
  assert.equal(status, 1)
  for (const lack of ['/image/repository', '/baseUrl', '/database/secret']) assert.ok(err.includes(lack), lack)
})

function filesOf(folder: string): ReadonlyMap<string, string> {
  const files = globSync(join(folder, '**/*.yaml'))
  return new Map(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]))
}

function drift(committed: ReadonlyMap<string, string>, rendered: ReadonlyMap<string, string>): string[] {
  const names = new Set([...committed.keys(), ...rendered.keys()])
  return [...names].filter((name) => committed.get(name) !== rendered.get(name))
}

test('deploy/kustomize is what the chart renders (else: npm run render)', NEEDS, () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-kustomize-'))
  renderKustomize(folder)
  const rendered = filesOf(folder)
  rmSync(folder, { recursive: true })
  const committed = filesOf(join(deployFolder, 'kustomize'))

  assert.deepEqual(drift(committed, rendered), [])
  const edited = new Map(committed).set('base/service-web.yaml', 'edited')
  edited.delete('base/job-init.yaml')
  assert.deepEqual(drift(edited, rendered).toSorted(), ['base/job-init.yaml', 'base/service-web.yaml'])
})

/** What docs/deploy.md tells an operator without helm to write. */
function overlay(entrance: string, tracker: string): Manifest[] {
  const folder = mkdtempSync(join(deployFolder, 'overlay-'))
  try {
    writeFileSync(
      join(folder, 'kustomization.yaml'),
      JSON.stringify({
        resources: [`../kustomize/${entrance}`],
        namespace: 'trackers',
        namePrefix: `${tracker}-`,
        labels: [{ pairs: { 'app.kubernetes.io/instance': tracker }, includeSelectors: true }],
        images: [{ name: 'muster', newName: 'registry.example.org/muster', newTag: '0.1.0' }],
        configMapGenerator: [
          { name: 'muster-config', behavior: 'merge', literals: [`MUSTER_BASE_URL=https://${tracker}.example.org/`] },
        ],
      }),
    )
    return parseManifests(runTool('kubectl', ['kustomize', folder]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const entrance of ['kubernetes', 'openshift'])
  test(`kubectl kustomize puts two trackers together on ${entrance}, and they share nothing`, NEEDS, async () => {
    const [bugs, docs] = ['bugs', 'docs'].map((tracker) => overlay(entrance, tracker))

    assert.deepEqual(await modelFaults([...bugs!, ...docs!]), [])
    assert.deepEqual(policyFaults(bugs!, { isOpenShift: entrance === 'openshift' }), [])
    assert.deepEqual([...collisions(bugs!, docs!), ...collisions(docs!, bugs!)], [])
    const config = bugs!.find(({ kind }) => kind === 'ConfigMap')!
    assert.match(config.metadata.name, /^bugs-muster-config-\w+$/)
    assert.equal(config.data!['MUSTER_BASE_URL'], 'https://bugs.example.org/')
    for (const { pod } of workloads(bugs!)) assert.equal(pod.containers[0]!.image, 'registry.example.org/muster:0.1.0')
  })

/** The blocks of a page that begin with `# NAME`, without their indentation. */
function blocksOf(page: string, name: string): string[] {
  const blocks = [...page.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)]
  return blocks
    .map(([, indent, text]) => text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .filter((text) => text.startsWith(`# ${name}\n`))
}

test('what docs/deploy.md tells an operator to write is taken', NEEDS, async () => {
  const page = readFileSync(join(deployFolder, '../docs/deploy.md'), 'utf8')
  const folder = mkdtempSync(join(deployFolder, 'overlay-'))
  try {
    const values = blocksOf(page, 'values.yaml')
    assert.equal(values.length, 2)
    for (const text of values) {
      writeFileSync(join(folder, 'values.yaml'), text)
      const manifests = renderChart(join(folder, 'values.yaml'))
      assert.deepEqual(await modelFaults(manifests), [])
      assert.deepEqual(policyFaults(manifests, { isOpenShift: text.includes('openshift') }), [])
    }
    const [kustomization, ...others] = blocksOf(page, 'kustomization.yaml')
    assert.deepEqual(others, [])
    writeFileSync(join(folder, 'kustomization.yaml'), kustomization!.replace('../muster/deploy/', '../'))
    const manifests = parseManifests(runTool('kubectl', ['kustomize', folder]))
    assert.deepEqual(await modelFaults(manifests), [])
    assert.deepEqual(policyFaults(manifests, { isOpenShift: false }), [])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('after an installation the chart says where to look and what is missing', NEEDS, () => {
  const notes = (example: string) => {
    const out = runTool('helm', ['install', 'bugs', chart, '-f', valuesFile(example), '--dry-run=client'])
    return out.slice(out.indexOf('NOTES:'))
  }
  assert.match(
    notes('openshift'),
    /at https:\/\/bugs\.example\.org\/\n[\s\S]*logs -f job\/bugs-init-1\n[\s\S]*the Secret bugs-admin/,
  )
  assert.doesNotMatch(notes('openshift'), /no value|trustedProxies is empty|Nothing watches/)
  assert.match(
    notes('minimal'),
    /admin has no password: name a Secret in admin\.secret[\s\S]*trustedProxies is empty[\s\S]*Nothing watches/,
  )
})
