import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Finished } from '../support/muster-process.ts'
import { runMuster } from '../support/muster-process.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

const template = fileURLToPath(new URL('../../templates/tracker', import.meta.url))

interface Given {
  muster(...args: readonly string[]): Promise<Finished>
  editSchema(from: string, to: string): Promise<void>
}

/** A tracker folder and a database that was set up for it. */
function withTrackerFolder(run: (given: Given) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-migrate-'))
    await cp(template, folder, { recursive: true })
    const url = await newDatabase()
    const env = { MUSTER_TRACKER: folder, MUSTER_DATABASE_URL: url }
    const schema = join(folder, 'schema.ts')
    try {
      assert.equal((await runMuster(['init'], { env })).code, 0)
      await run({
        muster: (...args) => runMuster(args, { env }),
        editSchema: async (from, to) => writeFile(schema, (await readFile(schema, 'utf8')).replace(from, to)),
      })
    } finally {
      await dropDatabase(url)
      await rm(folder, { recursive: true })
    }
  }
}

test(
  'a plan is printed and nothing done; then it is applied, and nothing is left to do',
  withTrackerFolder(async ({ muster, editSchema }) => {
    await editSchema(
      'urgent: boolean(),',
      "urgent: boolean({ title: 'Burning' }), room: string(), watchers: multilink('user'),",
    )
    const plan = await muster('migrate', '--plan')
    assert.equal(plan.code, 0, plan.err)
    assert.equal(
      plan.out,
      'add issue.room\nadd the multilink issue.watchers\nremember issue.urgent: title unset becomes "Burning"\n',
    )
    assert.deepEqual(await muster('migrate', '--plan'), plan)
    assert.match((await muster('init')).err, /"muster migrate --plan"/)

    assert.deepEqual(await muster('migrate'), plan)

    assert.match((await muster('migrate')).out, /There is nothing to do/)
    assert.equal((await muster('init')).code, 0)
  }),
)

test(
  'init --migrate leaves a database ready, whether it was empty, older or current, and twice at once',
  withTrackerFolder(async ({ muster, editSchema }) => {
    const current = await muster('init', '--migrate')
    await editSchema('urgent: boolean(),', 'urgent: boolean(), room: string(),')
    const older = await Promise.all([muster('init', '--migrate'), muster('init', '--migrate')])
    const after = await muster('migrate', '--plan')

    assert.deepEqual([current.code, ...older.map(({ code }) => code)], [0, 0, 0], older.map(({ err }) => err).join(''))
    assert.match(current.out, /^The tracker my-tracker is set up already\.\n$/)
    assert.ok(older.some(({ out }) => out.startsWith('add issue.room\n')))
    assert.match(after.out, /There is nothing to do/)
  }),
)

test('init --migrate sets an empty database up, and refuses what migrate refuses', async () => {
  const url = await newDatabase()
  const env = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: url }
  const empty = await runMuster(['init', '--migrate'], { env })
  const other = await runMuster(['init', '--migrate'], { env: { ...env, MUSTER_TRACKER: 'classic' } })
  await dropDatabase(url)

  assert.deepEqual([empty.code, empty.out.split('\n')[0]], [0, 'The tracker minimal is set up.'], empty.err)
  assert.equal(other.code, 1)
  assert.match(other.err, /MUSTER_TRACKER/)
})

test(
  'what left the schema is kept, and dropped when it is named',
  withTrackerFolder(async ({ muster, editSchema }) => {
    await editSchema(', description: string({ indexed: true })', '')
    const keeps = 'keep file.description, which the schema no longer has (drop it with --drop file.description)\n'

    const first = await muster('migrate')
    assert.deepEqual([first.code, first.out], [0, `index all texts again\n${keeps}`], first.err)
    const second = await muster('migrate')
    assert.deepEqual([second.code, second.out], [0, keeps])
    const wrong = await muster('migrate', '--drop', 'issue.title')
    assert.deepEqual(
      [wrong.code, wrong.err],
      [1, '--drop issue.title: the schema still has it; take it out there first\n'],
    )
    const dropped = await muster('migrate', '--drop', 'file.description')
    assert.deepEqual([dropped.code, dropped.out], [0, 'drop file.description with its values\n'])
    assert.match((await muster('migrate')).out, /There is nothing to do/)
  }),
)

test(
  'a change of type is refused in the plan and when applied',
  withTrackerFolder(async ({ muster, editSchema }) => {
    await editSchema('urgent: boolean(),', 'urgent: string(),')

    const plan = await muster('migrate', '--plan')
    const applied = await muster('migrate')

    assert.deepEqual([plan.code, applied.code], [1, 1])
    assert.match(plan.err, /^refused: issue\.urgent was made as boolean and can't become string/)
    assert.match(applied.err, /^issue\.urgent was made as boolean/)
  }),
)

test('an empty database is told to be set up first', async () => {
  const url = await newDatabase()
  const { code, err } = await runMuster(['migrate'], { env: { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: url } })
  await dropDatabase(url)

  assert.deepEqual([code, err], [1, 'The database is empty: set it up with "muster init"\n'])
})
