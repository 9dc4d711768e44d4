import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkTracker } from '../../src/schema/check-tracker.ts'
import { loadTracker } from '../../src/schema/load-tracker.ts'

const template = fileURLToPath(new URL('../../templates/tracker', import.meta.url))

interface Folder {
  readonly path: string
  /** Replaces a text that has to be there. */
  edit(file: string, from: string, to: string): Promise<void>
  write(file: string, text: string): Promise<void>
}

/** On a copy of the template, which has no fault. */
function withFolder(run: (folder: Folder) => Promise<void>): () => Promise<void> {
  return async () => {
    const path = await mkdtemp(join(tmpdir(), 'muster-tracker-'))
    await cp(template, path, { recursive: true })
    const folder: Folder = {
      path,
      async edit(file, from, to) {
        const text = await readFile(join(path, file), 'utf8')
        assert.ok(text.includes(from), `${file} holds ${from}`)
        await writeFile(join(path, file), text.replace(from, to))
      },
      write: (file, text) => writeFile(join(path, file), text),
    }
    try {
      await run(folder)
    } finally {
      await rm(path, { recursive: true })
    }
  }
}

/** `schema.ts:12 sentence`, without the folder. */
async function faultsOf({ path }: Folder): Promise<readonly string[]> {
  const { faults } = await checkTracker(path)
  return faults.map(({ file, line, message }) => `${file?.replace(`${path}/`, '')}:${line} ${message}`)
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length
}

async function placed(folder: Folder, file: string, part: string): Promise<string> {
  return `${file}:${lineOf(await readFile(join(folder.path, file), 'utf8'), part)}`
}

test(
  'a tracker without a fault passes, every module and its types',
  withFolder(async (folder) => {
    const checked = await checkTracker(folder.path)

    assert.deepEqual(checked.faults, [])
    assert.equal(checked.typesWereChecked, true)
    assert.equal(checked.modules, 9)
    assert.equal(checked.tracker?.title, 'Help desk')
  }),
)

test(
  'all faults come at once, each with its file and line',
  withFolder(async (folder) => {
    await folder.edit('schema.ts', "assignee: link('user')", "assignee: link('person')")
    await folder.edit('permissions.ts', "'messages', 'files', 'nosy']", "'messages', 'colour']")
    await folder.edit('seed.ts', "owner: 'admin'", "owner: 'ada'")
    await folder.edit('views.ts', "'urgent', 'dependencies'", "'urgent', 'importance'")
    await folder.edit(
      'detectors/close-with-answer.ts',
      "import type { schema } from '../schema.ts'",
      "import { words } from '../words.ts'",
    )
    await folder.write('detectors/unused.ts', 'export const answer = (undefined as any).answer\n')

    const faults = await faultsOf(folder)

    const wanted = [
      `${await placed(folder, 'schema.ts', "link('person')")} issue.assignee: there is no class person to link to`,
      `${await placed(folder, 'permissions.ts', "grant('User', 'Create', 'issue'")} permission Create of User on issue: issue has no property colour`,
      `${await placed(folder, 'seed.ts', "owner: 'ada'")} seed: area.owner links to the user ada, which the seed does not hold`,
      `${await placed(folder, 'views.ts', "'importance'")} views: issue has no property importance`,
      `${await placed(folder, 'detectors/close-with-answer.ts', 'words.ts')} there is no file ${join(folder.path, 'words.ts')}`,
      `detectors/unused.ts:1 TypeError: Cannot read properties of undefined (reading 'answer')`,
    ]
    for (const fault of wanted)
      assert.ok(
        faults.some((one) => one === fault),
        `${fault} is among\n${faults.join('\n')}`,
      )
  }),
)

test(
  'what only the types show is found',
  withFolder(async (folder) => {
    await folder.edit('detectors/assign-by-area.ts', 'changes.assignee = area.owner', "changes.assignee = 'ada'")

    const faults = await faultsOf(folder)

    const place = await placed(folder, 'detectors/assign-by-area.ts', 'changes.assignee =')
    assert.equal(faults.length, 1)
    assert.match(faults[0]!, new RegExp(`${place} Type 'string' is not assignable to type 'number'`))
  }),
)

test(
  'a syntax error, an export that is not there and a package that is not installed are found in their files',
  withFolder(async (folder) => {
    await folder.write('one.ts', 'export const a = 1\nexport const b = = 2\n')
    await folder.write('two.ts', "\nimport { nothing } from './schema.ts'\nexport const c = nothing\n")
    await folder.write('three.js', "import wire from 'no-such-package'\nexport const d = wire\n")
    await folder.write('four.js', 'const e = 1\n\nexport const f = = e\n')

    const faults = await faultsOf(folder)

    assert.ok(
      faults.some((fault) => fault.startsWith('one.ts:2 SyntaxError: Expression expected')),
      faults.join('\n'),
    )
    assert.ok(
      faults.some((fault) => fault.startsWith('two.ts:2 SyntaxError')),
      faults.join('\n'),
    )
    assert.ok(
      faults.some((fault) => fault.startsWith('three.js:1 the package no-such-package is not installed')),
      faults.join('\n'),
    )
    assert.ok(
      faults.some((fault) => fault.startsWith("four.js:3 SyntaxError: Unexpected token '='")),
      faults.join('\n'),
    )
  }),
)

test(
  'a default export that is no tracker is told what it has to be',
  withFolder(async (folder) => {
    await folder.write(
      'tracker.ts',
      "export default { title: 'Odd', schema: { classes: { user: {} } }, seed: [], detectors: [3] }\n",
    )

    const faults = await faultsOf(folder)

    const wanted = [
      'tracker.ts:null defineTracker: seed has to be an object of lists, one for each class',
      'tracker.ts:null defineTracker: the detector number 1 is not made by audit or react',
      'tracker.ts:null defineTracker: permissions has to be what define(…) of permissionsFor gives',
      'schema.ts:18 class user: it has to be made by plainClass, issueClass, messageClass, fileClass or userClass',
    ]
    for (const fault of wanted)
      assert.ok(
        faults.some((one) => one === fault),
        `${fault} is among\n${faults.join('\n')}`,
      )
    await assert.rejects(loadTracker(folder.path), {
      code: 'invalid',
      message: /can't be used:\n.*schema\.ts:18: class user/,
    })
  }),
)

test('a tracker that does not exist and a folder that is none are refused', async () => {
  await assert.rejects(loadTracker('nonesuch'), { code: 'not-found', message: /There is no tracker nonesuch/ })
  await assert.rejects(loadTracker('./db'), {
    code: 'not-found',
    message: /has neither a tracker\.ts nor a tracker\.js/,
  })
})

test(
  "a tracker's name is that of its package, wherever the folder lies",
  withFolder(async (folder) => {
    assert.equal((await loadTracker(folder.path)).name, 'my-tracker')
  }),
)
