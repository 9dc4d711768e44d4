import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { npmCommand } from './install.mjs'

/**
 * What runs beside Muster itself, as CycloneDX, from the lock file: nothing of development, and without the optional
 * PostgreSQL. npm gives every list a number of its own and the time; here both follow from the commit.
 */
export function billOfMaterials(root, { version, commit, created }) {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev', '--omit=optional']
  const { program, first } = npmCommand()
  const { status, stdout, stderr } = spawnSync(program, [...first, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    shell: program === 'npm' && process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm sbom did not succeed: ${stderr}`)
  const { metadata, serialNumber: _serial, ...bill } = JSON.parse(stdout)
  const { timestamp: _now, component, ...rest } = metadata
  return {
    ...bill,
    serialNumber: `urn:uuid:${uuidOf(`${version} ${commit} ${JSON.stringify(bill)}`)}`,
    metadata: {
      ...(created && { timestamp: created }),
      ...rest,
      // npm takes the name of the folder.
      component: { ...component, name: 'muster-tracker', version },
    },
  }
}

/** Version 8 of RFC 9562: the rest is ours to choose. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
