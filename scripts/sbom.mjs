import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from './install.mjs'

/**
 * What runs beside Muster itself, as CycloneDX, from the lock file: nothing of development, and without the optional
 * PostgreSQL. npm gives every list a number of its own and the time; here both follow from the commit.
 */
export function billOfMaterials(root, { version, commit, created }) {
  const { metadata, serialNumber: _serial, components, dependencies, ...bill } = listEverything(root)
  const { timestamp: _now, component, ...rest } = metadata
  const isShipped = shippedPackages(root)
  const shipped = components.filter(({ name, version }) => isShipped(name, version))
  const known = new Set([component['bom-ref'], ...shipped.map((one) => one['bom-ref'])])
  return {
    ...bill,
    serialNumber: `urn:uuid:${uuidOf(`${version} ${commit} ${JSON.stringify(shipped)}`)}`,
    metadata: {
      ...(created && { timestamp: created }),
      ...rest,
      // npm takes the name of the folder.
      component: { ...component, name: 'muster-tracker', version },
    },
    components: shipped,
    dependencies: dependencies
      .filter(({ ref }) => known.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) })),
  }
}

/** Without `--omit`: npm 11 then leaves out packages, too, that those of production need. */
function listEverything(root) {
  const { program, first } = npmCommand()
  const { status, stdout, stderr } = spawnSync(
    program,
    [...first, 'sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--include=dev', '--include=optional'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, shell: program === 'npm' && process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`npm sbom did not succeed: ${stderr}`)
  return JSON.parse(stdout)
}

/** The lock file says of each package what it is there for. */
function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const shipped = Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`)
  const names = new Set(shipped)
  return (name, version) => names.has(`${name}@${version}`)
}

/** Version 8 of RFC 9562: the rest is ours to choose. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
