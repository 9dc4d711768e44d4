import type { Manifest } from './manifest.ts'
import { nameOf, ofKind, workloads } from './manifest.ts'
import type { Policy } from './policies.ts'

const SECRET_NAME = /PASSWORD|SECRET(?!S_DIR)|TOKEN|_KEY$|DATABASE(_[A-Z]+)?_URL/
const SECRET_TEXT = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY/
/** What people copy from examples, and everybody tries first. */
const DEFAULT_PASSWORD = /\b(changeme|change-me|password|passw0rd|secret123|admin123|letmein|postgres:postgres)\b/i

export const secretPolicies: readonly Policy[] = [
  {
    name: 'secrets are named, not written down',
    faults: (manifests) => [
      ...ofKind(manifests, 'Secret').map(nameOf),
      ...ofKind(manifests, 'ConfigMap').filter(holdsSecret).map(nameOf),
      ...workloads(manifests)
        .filter(({ pod }) =>
          pod.containers.some(({ env }) =>
            (env ?? []).some(({ name, value }) => value !== undefined && isSecret(name, value)),
          ),
        )
        .map(({ manifest }) => nameOf(manifest)),
    ],
  },
  {
    name: 'nothing has a password that everybody knows',
    faults: (manifests) =>
      manifests.filter((manifest) => textsOf(manifest).some((text) => DEFAULT_PASSWORD.test(text))).map(nameOf),
  },
  {
    name: 'no secret ends with a newline',
    faults: (manifests) =>
      ofKind(manifests, 'Secret')
        .filter((secret) => secretValues(secret).some((text) => /[\r\n]$/.test(text)))
        .map(nameOf),
  },
]

const isSecret = (name: string, value: string): boolean => SECRET_NAME.test(name) || SECRET_TEXT.test(value)

function holdsSecret({ data }: Manifest): boolean {
  return Object.entries(data ?? {}).some(([name, value]) => isSecret(name, value))
}

/** As a program would read them. */
function secretValues(secret: Manifest): string[] {
  const decoded = Object.values(secret.data ?? {}).map((text) => Buffer.from(text, 'base64').toString())
  const { stringData = {} } = secret as { stringData?: Record<string, string> }
  return [...decoded, ...Object.values(stringData)]
}

function textsOf(manifest: Manifest): string[] {
  if (manifest.kind === 'Secret') return secretValues(manifest)
  const texts: string[] = []
  JSON.stringify(manifest, (_, value: unknown) => {
    // The key that a Secret is read by may well be called "password".
    if (typeof value === 'object' && value !== null && 'key' in value && 'path' in value) return null
    if (typeof value === 'string') texts.push(value)
    return value
  })
  return texts
}
