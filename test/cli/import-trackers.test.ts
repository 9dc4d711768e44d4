import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadTracker } from '../../src/schema/load-tracker.ts'
import type { ImportGiven } from '../support/import-given.ts'
import { withEmptyDatabase } from '../support/import-given.ts'
import { runMuster } from '../support/muster-process.ts'
import { sharedData } from '../support/shared-data.ts'
import { writeExport } from '../support/write-export.ts'

/* Whole trackers, as people move them in. */

const folder = mkdtempSync(join(tmpdir(), 'muster-trackers-'))
after(() => rmSync(folder, { recursive: true }))

const seed = sharedData('mail/seed-export.tar.gz')
test(
  'an export of the classic tracker goes into classic without a difference',
  { skip: seed === null && 'the reference data is not here' },
  withEmptyDatabase('classic', async (given) => {
    execFileSync('tar', ['xzf', seed!, '-C', folder])
    await importAndVerify(given, join(folder, 'seed-export'))
  }),
)

const generator = fileURLToPath(new URL('../../../shared/tools/generate_export.py', import.meta.url))
test(
  'an export in the shape of bugs.python.org goes into python-dev without a difference',
  { skip: !isThere(generator) && 'the generator of exports or Python is not here' },
  withEmptyDatabase('python-dev', async (given) => {
    const directory = join(folder, 'python-dev')
    execFileSync('python3', [generator, '--issues', '150', '--seed', '7', '--out', directory], { stdio: 'ignore' })
    await importAndVerify(given, directory)
    assert.deepEqual(await given.query('select count(*)::integer as issues from issue'), [{ issues: 150 }])
    const halves = await given.query(
      `select changes from _journal where jsonb_path_exists(changes, '$.* ? (@.type() == "array" && @.size() < 2)')`,
    )
    assert.deepEqual(halves, [], 'every change has its new value')
  }),
)

test('without a database one is made in the data folder, and the export goes in', async () => {
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  // PostgreSQL runs as another account where this is root, and has to get in.
  chmodSync(folder, 0o755)
  const tracker = await loadTracker('minimal')
  const exported = writeExport(tracker, { classes: { issue: { rows: [{ id: "'7'", title: "'One'" }] } } })
  const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATA_DIR: dataDir }
  for (const [command, answer] of [
    ['import-roundup', /Imported 3 nodes of 6 classes/],
    ['verify-roundup', /No difference\./],
  ] as const) {
    const { code, out, err } = await runMuster([command, exported], { env })
    assert.equal(code, 0, err)
    assert.match(out, answer)
  }
})

async function importAndVerify({ muster }: ImportGiven, directory: string): Promise<void> {
  const imported = await muster('import-roundup', directory)
  assert.equal(imported.code, 0, imported.err)
  const verified = await muster('verify-roundup', directory)
  assert.equal(verified.code, 0, verified.err)
  assert.match(verified.out, /No difference\./)
}

function isThere(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
