import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const template = fileURLToPath(new URL('../../templates/tracker', import.meta.url))

/** The same tracker as two releases of it have it. */
export function twoReleases(): { place: string; now: string; next: string } {
  const place = mkdtempSync(join(tmpdir(), 'muster-releases-'))
  const [now, next] = [join(place, 'now'), join(place, 'next')]
  for (const folder of [now, next]) cpSync(template, folder, { recursive: true })
  const schema = join(next, 'schema.ts')
  const before = readFileSync(schema, 'utf8')
  const after = before.replace('urgent: boolean(),', "urgent: boolean(), room: string(), seen: multilink('user'),")
  assert.notEqual(after, before)
  writeFileSync(schema, after)
  return { place, now, next }
}
