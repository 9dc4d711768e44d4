import assert from 'node:assert/strict'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runMuster } from '../support/muster-process.ts'

const template = fileURLToPath(new URL('../../templates/tracker', import.meta.url))

for (const name of ['minimal', 'classic', 'devel', 'python-dev'])
  test(`${name} has no fault`, async () => {
    const { code, out, err } = await runMuster(['check', name])

    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /types checked, no fault/)
  })

test('every fault is printed with file and line, and the exit code is 1', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-check-'))
  await cp(template, folder, { recursive: true })
  await writeFile(
    join(folder, 'detectors/close-with-answer.ts'),
    "import { words } from '../words.ts'\nexport const closeWithAnswer = words\n",
  )
  await writeFile(
    join(folder, 'seed.ts'),
    "export const seed = {\n  status: [{ id: 1, name: 'new' }, { id: 1, name: 'old' }],\n}\n",
  )

  const { code, out, err } = await runMuster(['check', folder])
  await rm(folder, { recursive: true })

  assert.deepEqual([code, out], [1, ''])
  assert.ok(
    err.includes(`${join(folder, 'detectors/close-with-answer.ts')}:1: there is no file ${join(folder, 'words.ts')}\n`),
    err,
  )
  assert.ok(err.includes(`${join(folder, 'seed.ts')}:2: seed: status.id 1 is there twice\n`), err)
  assert.match(err, /9 modules, types checked, \d+ faults\n$/)
})

test('without a folder the settings are shown, and the tracker that they name is checked', async () => {
  const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: 'postgres://muster:secret@db.example/muster' }

  const { code, out, err } = await runMuster(['check'], { env })

  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^MUSTER_TRACKER=minimal \(MUSTER_TRACKER\)$/m)
  assert.match(out, /^MUSTER_DATA_DIR=data \(default\)$/m)
  assert.match(out, /^MUSTER_DATABASE_URL=postgres:\/\/muster:\*\*\*@db\.example\/muster \(MUSTER_DATABASE_URL\)$/m)
  assert.match(out, /trackers\/minimal: \d+ modules, types checked, no fault$/m)
  assert.doesNotMatch(out, /secret/)
})

test('a fault of the settings is shown with its place beside what was found, and the exit code is 1', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-check-'))
  await writeFile(join(folder, 'ours.env'), 'MUSTER_TRACKER=minimal\nMUSTER_PORT=eighty\n')

  const { code, out, err } = await runMuster(['check'], { env: { MUSTER_CONFIG_DIR: folder, MUSTER_TARCKER: 'x' } })
  await rm(folder, { recursive: true })

  assert.equal(code, 1)
  assert.ok(out.includes(`MUSTER_TRACKER=minimal (${folder}/ours.env:1)\n`), out)
  assert.match(err, /^MUSTER_TARCKER is not a setting, did you mean MUSTER_TRACKER\?$/m)
  assert.ok(err.includes(`MUSTER_PORT (${folder}/ours.env:2) has to be a number from 0 to 65535, not "eighty"\n`), err)
})
