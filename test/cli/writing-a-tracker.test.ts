import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { runMuster } from '../support/muster-process.ts'
import { testServer } from '../support/postgres.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

const run = promisify(execFile)
const muster = fileURLToPath(new URL('../..', import.meta.url))

/** The code blocks of the document that have a file's name: ```` ```ts schema.ts ````. */
async function filesOfDocument(): Promise<ReadonlyMap<string, string>> {
  const document = await readFile(join(muster, 'docs/writing-a-tracker.md'), 'utf8')
  const blocks = document.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)
  return new Map([...blocks].map(([, name, text]) => [name!, text!]))
}

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@muster.example']
  await run('git', [...identity, '-C', folder, ...args])
}

/** A repository of its own with the document's files, and a clone of it in which Muster is installed. */
async function withRepository(work: (clone: string) => Promise<void>): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'muster-docs-'))
  const origin = join(place, 'origin')
  try {
    for (const [name, text] of await filesOfDocument()) {
      await mkdir(dirname(join(origin, name)), { recursive: true })
      await writeFile(join(origin, name), text)
    }
    await git(place, 'init', '-q', origin)
    await git(origin, 'add', '-A')
    await git(origin, 'commit', '-q', '-m', 'A help desk')
    await git(place, 'clone', '-q', origin, join(place, 'help-desk'))
    await mkdir(join(place, 'help-desk/node_modules'))
    await symlink(muster, join(place, 'help-desk/node_modules/muster-tracker'))
    await work(join(place, 'help-desk'))
  } finally {
    await rm(place, { recursive: true })
  }
}

test("the document's example is checked, tested and set up from a repository of its own", () =>
  withRepository(async (folder) => {
    const checked = await runMuster(['check', '.'], { cwd: folder })
    assert.deepEqual([checked.code, checked.err], [0, ''])
    assert.match(checked.out, /9 modules, types checked, no fault/)

    const { NODE_TEST_CONTEXT: _context, ...environment } = process.env
    const env = {
      ...environment,
      NODE_OPTIONS: '--conditions=muster-source',
      MUSTER_TEST_DATABASE_URL: (await testServer()).url,
    }
    const tested = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: folder, env })
    assert.match(tested.stdout, /^# pass 3$/m)
    assert.match(tested.stdout, /^# fail 0$/m)

    const url = await newDatabase()
    try {
      const made = await runMuster(['init'], { cwd: folder, env: { MUSTER_TRACKER: '.', MUSTER_DATABASE_URL: url } })
      assert.deepEqual([made.code, made.err], [0, ''])
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query(
        'select a.name, u.username from area a left join "user" u on u.id = a.owner order by a.id',
      )
      await client.end()
      assert.deepEqual(rows, [
        { name: 'Accounts', username: 'admin' },
        { name: 'Printers', username: null },
      ])
    } finally {
      await dropDatabase(url)
    }
  }))

test('"muster new tracker" writes what the document explains', async () => {
  const place = await mkdtemp(join(tmpdir(), 'muster-new-'))
  const folder = join(place, 'my-tracker')
  try {
    const { code, out } = await runMuster(['new', 'tracker', folder])
    assert.equal(code, 0)
    assert.match(out, new RegExp(`MUSTER_TRACKER=${folder}`))

    const explained = await filesOfDocument()
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const written = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    assert.deepEqual(written.filter((name) => name !== 'README.md').toSorted(), [...explained.keys()].toSorted())
    for (const name of explained.keys()) {
      const text = await readFile(join(folder, name), 'utf8')
      const withoutVersion =
        name === 'package.json' ? text.replaceAll(/"muster-tracker": "\^[\d.]+"/g, '"muster-tracker": "*"') : text
      assert.equal(withoutVersion, explained.get(name), name)
    }

    const checked = await runMuster(['check', folder])
    assert.deepEqual([checked.code, checked.err], [0, ''])
  } finally {
    await rm(place, { recursive: true })
  }
})

test('"muster new tracker" names the package after the folder, and leaves a filled folder alone', async () => {
  const place = await mkdtemp(join(tmpdir(), 'muster-new-'))
  const folder = join(place, 'Help Desk 2')
  try {
    assert.equal((await runMuster(['new', 'tracker', folder])).code, 0)
    assert.equal(
      (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string }).name,
      'help-desk-2',
    )

    const before = await readdir(folder)
    const again = await runMuster(['new', 'tracker', folder])
    assert.equal(again.code, 1)
    assert.match(again.err, /is not empty \(it holds .*\); nothing was written/)
    assert.deepEqual(await readdir(folder), before)

    const onFile = await runMuster(['new', 'tracker', join(folder, 'schema.ts')])
    assert.deepEqual([onFile.code, /is a file/.test(onFile.err)], [1, true])
  } finally {
    await rm(place, { recursive: true })
  }
})
