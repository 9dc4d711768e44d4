import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { deployFolder, nameOf } from './manifest.ts'
import type { Manifest } from './manifest.ts'

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/**
 * What a strict API server would refuse: a field that its type does not have, a value of a wrong type, a field that
 * is missing. Kubernetes and the Prometheus operator have types and validators in npm; OpenShift and Shipwright have
 * not, so deploy/schemas holds what is used of theirs.
 */
export async function modelFaults(manifests: readonly Manifest[]): Promise<string[]> {
  const ours = schemas()
  const written = manifests.filter((manifest) => ours.has(keyOf(manifest)))
  const known = manifests.filter((manifest) => !ours.has(keyOf(manifest)))
  const missing = await Promise.all(known.map((manifest) => missingFields(manifest)))
  return [
    ...written.flatMap((manifest) => ours.get(keyOf(manifest))!(manifest)),
    ...missing.flat(),
    ...typeFaults(known),
  ]
}

const keyOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }): string => `${apiVersion} ${kind}`

function schemas(): ReadonlyMap<string, (manifest: Manifest) => string[]> {
  const folder = join(deployFolder, 'schemas')
  const ajv = new Ajv({ allErrors: true, strictTypes: 'log', allowUnionTypes: true })
  return new Map(
    readdirSync(folder).map((file) => {
      const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      const validate = ajv.compile(schema)
      const { apiVersion, kind } = schema.properties
      const faults = (manifest: Manifest): string[] =>
        validate(manifest)
          ? []
          : validate.errors!.map(
              ({ instancePath, message, params }) =>
                `${nameOf(manifest)}: ${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
            )
      return [keyOf({ apiVersion: apiVersion.const, kind: kind.const }), faults]
    }),
  )
}

function moduleOf({ apiVersion, kind }: Manifest): string {
  const package_ = apiVersion.startsWith('monitoring.coreos.com/')
    ? '@kubernetes-models/prometheus-operator'
    : 'kubernetes-models'
  return `${package_}/${apiVersion}/${kind}`
}

interface Model {
  new (data: unknown): { validate(): void }
}

async function missingFields(manifest: Manifest): Promise<string[]> {
  let loaded: Record<string, Model>
  try {
    loaded = (await import(moduleOf(manifest))) as Record<string, Model>
  } catch {
    return [`${nameOf(manifest)}: there is no schema of ${keyOf(manifest)}; write one in deploy/schemas`]
  }
  try {
    new loaded[manifest.kind]!(manifest).validate()
    return []
  } catch (error) {
    return [`${nameOf(manifest)}: ${(error as Error).message}`]
  }
}

/** An object literal in TypeScript may have no field that its type does not have: the strictest walk there is. */
function typeFaults(manifests: readonly Manifest[]): string[] {
  if (manifests.length === 0) return []
  const folder = mkdtempSync(join(tmpdir(), 'muster-manifests-'))
  try {
    symlinkSync(modules, join(folder, 'node_modules'), 'dir')
    manifests.forEach((manifest, index) => writeFileSync(join(folder, `m${index}.ts`), sourceOf(manifest)))
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION))
    const { stdout } = spawnSync(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    })
    return (
      stdout
        .split('\n')
        // A kind without a module was told of before.
        .filter((line) => line.includes('error TS') && !line.includes('error TS2307'))
        .map((line) => {
          const [, index, reason] = /m(\d+)\.ts\(.*?\): error TS\d+: (.*)/.exec(line) ?? []
          return index === undefined ? line : `${nameOf(manifests[Number(index)]!)}: ${reason}`
        })
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const CONFIGURATION = {
  compilerOptions: { module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: [] },
  include: ['m*.ts'],
}

function sourceOf(manifest: Manifest): string {
  return `import type { I${manifest.kind} } from '${moduleOf(manifest)}'\nexport const manifest: I${manifest.kind} = ${JSON.stringify(manifest, null, 2)}\n`
}
