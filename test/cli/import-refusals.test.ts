import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Operations } from '../../src/operations/operations.ts'
import { recordOrigin } from '../../src/store/load/origin.ts'
import type { Answer, ImportGiven } from '../support/import-given.ts'
import { CLASSIC_EXTENDED, withEmptyDatabase } from '../support/import-given.ts'
import type { WrittenExport } from '../support/write-export.ts'
import { AT } from '../support/write-export.ts'

/* The export that all of these break in one place goes in as it is. */
const whole: WrittenExport = {
  classes: {
    status: { rows: [{ id: "'1'", name: "'open'" }] },
    msg: { rows: [{ id: "'1'", summary: "'hello'" }] },
    issue: {
      rows: [
        { id: "'1'", title: "'one'", status: "'1'", messages: "['1']" },
        { id: "'2'", title: "'two'" },
      ],
      journal: [
        ["'1'", AT, "'1'", "'create'", '{}'],
        ["'1'", AT, "'1'", "'set'", "{'title': 'first: \"one\"'}"],
      ],
    },
  },
  files: { 'msg-files/0/msg1': 'hello' },
}

test(
  'the export that the others break goes in',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write }) => {
    const { code, err } = await muster('import-roundup', write(whole))
    assert.equal(code, 0, err)
  }),
)

refused(
  'a file that is cut off',
  /issue\.csv:3: the row has 21 cells, but the header names 24 columns \(the file ends here: is it cut off\?\)/,
  (directory) => change(directory, 'issue.csv', (text) => text.slice(0, text.indexOf(":'two'"))),
)
refused(
  'a file that is cut off within a value',
  /issue\.csv:3:\d+: the string has no end \(the file ends here: is it cut off\?\)/,
  (directory) => change(directory, 'issue.csv', (text) => text.slice(0, text.indexOf("two'"))),
)
refused(
  'a file that is cut off within quotes',
  /issue-journals\.csv:2: the quotes of this row are never closed \(is the file cut off\?\)/,
  (directory) => change(directory, 'issue-journals.csv', (text) => text.slice(0, -6)),
)
refused('a file without a line', /keyword\.csv:1: the file is empty/, (directory) =>
  change(directory, 'keyword.csv', () => ''),
)
refused(
  'a column that the class lacks',
  /issue\.csv:2:\d+: the class has no property headline, so this value has no place to go/,
  (directory) => change(directory, 'issue.csv', (text) => text.replace('title', 'headline')),
)
refused('a header without ids', /issue\.csv:1:1: the column "id" is missing/, (directory) =>
  change(directory, 'issue.csv', (text) => text.replace(':id:', ':number:')),
)
refused('a column twice', /issue\.csv:1:1: the column "title" is there twice/, (directory) =>
  change(directory, 'issue.csv', (text) => text.replace(':votes:', ':title:')),
)
refused('a bad literal', /issue\.csv:3:\d+: the string has no end/, (directory) =>
  change(directory, 'issue.csv', (text) => text.replace("'two'", "'two")),
)
refused('a bad literal in quotes', /issue-journals\.csv:2:61: this is no Python literal/, (directory) =>
  change(directory, 'issue-journals.csv', (text) => text.replace(`'first: ""one""'`, `null`)),
)
refused(
  'a value of another type',
  /status\.csv:2:\d+: order: a number is written as in 3 or 0\.5, or None/,
  (directory) => change(directory, 'status.csv', (text) => text.replace("'open':None", "'open':'first'")),
)
refused('a date that is none', /msg\.csv:2:1: activity: a date is \(year, month, day/, (directory) =>
  change(directory, 'msg.csv', (text) => text.replace('(2020, 1, 2', '(2020, 2, 30')),
)
refused('an id that is none', /issue\.csv:2:\d+: an id is a number from 1 to 2147483647, written '12'/, (directory) =>
  change(directory, 'issue.csv', (text) => text.replace(":[]:'1':[]", ":[]:'x':[]")),
)
refused('an id that is there twice', /issue\.csv:3:\d+: the id 1 is taken by another row/, (directory) =>
  change(directory, 'issue.csv', (text) => text.replace(":'2':[]", ":'1':[]")),
)
refused(
  'two live users of one name',
  /user\.csv:3: user2 has the username "admin" of user1, and neither is retired/,
  (directory) => change(directory, 'user.csv', (text) => text.replace("'anonymous'", "'admin'")),
)
refused(
  'a journal line with too few cells',
  /issue-journals\.csv:1:\d+: the line ends before the parameters of the entry/,
  (directory) => change(directory, 'issue-journals.csv', (text) => text.replace(':{}', '')),
)
refused('a content that is missing', /msg-files\/0\/msg1: the file is missing/, (directory) =>
  rmSync(join(directory, 'msg-files/0/msg1')),
)
refused('a journal that is missing', /msg-journals\.csv: the file is missing/, (directory) =>
  rmSync(join(directory, 'msg-journals.csv')),
)
refused('rows that are missing', /msg\.csv: the file is missing, though msg-journals\.csv is there/, (directory) =>
  rmSync(join(directory, 'msg.csv')),
)
refused(
  'an export of some classes',
  /user\.csv: the file is missing: an export of the whole tracker has the users/,
  (directory) => {
    rmSync(join(directory, 'user.csv'))
    rmSync(join(directory, 'user-journals.csv'))
  },
)
refused(
  'a class that the tracker lacks',
  /severity\.csv:2:1: the tracker has no class severity, so its rows have no place to go/,
  (directory) => {
    writeFileSync(join(directory, 'severity.csv'), "id:name:is retired\n'1':'major':False\n")
    writeFileSync(join(directory, 'severity-journals.csv'), '')
  },
)

test(
  'an empty directory, a file and nothing at all',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, query }) => {
    const empty = mkdtempSync(join(tmpdir(), 'muster-empty-'))
    for (const [place, sentence] of [
      [empty, /is no Roundup export: it has no file like issue\.csv/],
      [join(empty, 'nowhere'), /There is no directory/],
      [import.meta.filename, /is a file; an export is a directory/],
    ] as const) {
      const { code, err } = await muster('import-roundup', place)
      assert.equal(code, 1)
      assert.match(err, sentence)
    }
    rmSync(empty, { recursive: true })
    assert.deepEqual(await tables(query), [])
  }),
)

test(
  'everything that is wrong is told at once, and a dry run tells the same',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write, query }) => {
    const directory = write(whole)
    change(directory, 'issue.csv', (text) => text.replace("'two'", "'two").replace("'one'", '1'))
    change(directory, 'status.csv', (text) => text.replace("'open'", 'open'))
    rmSync(join(directory, 'msg-files'), { recursive: true })
    const dry = await muster('import-roundup', '--dry-run', directory)
    const real = await muster('import-roundup', directory)
    for (const { code, err } of [dry, real]) {
      assert.equal(code, 1)
      assert.match(err, /refused for 4 reasons; the database is untouched/)
      assert.match(err, /status\.csv:2:.*\n.*msg-files.*\n.*issue\.csv:2:.*\n.*issue\.csv:3:/)
    }
    assert.deepEqual(await tables(query), [])
  }),
)

test(
  'a dry run of a good export says what would come in, and needs no database',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write, query }) => {
    const { code, out } = await muster('import-roundup', '--dry-run', write(whole))
    assert.equal(code, 0)
    assert.match(out, /The export can be imported into classic-extended: 6 nodes of 8 classes with 2 history entries\./)
    assert.deepEqual(await tables(query), [])
  }),
)

test(
  'what init wrote gives way to an export, also after the first login as admin',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    await given.muster('init')
    await given.muster('init', '--help')
    await operate(given, (operations) =>
      operations.set(ADMIN, { className: 'user', id: 1 }, { password: '{plaintext}sesame' }),
    )
    const { code, err } = await given.muster('import-roundup', given.write(whole))
    assert.equal(code, 0, err)
    assert.deepEqual(await given.query('select name from status'), [{ name: 'open' }])
    assert.deepEqual(await given.query(`select count(*)::integer from _journal where source <> 'import'`), [
      { count: 0 },
    ])
  }),
)

test(
  'a tracker in use is refused, and keeps what it has',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    await given.muster('init')
    await operate(given, (operations) => operations.create(ADMIN, 'issue', { title: 'Mine' }))
    const directory = given.write(whole)
    for (const options of [[], ['--dry-run']]) {
      const { code, err } = await given.muster('import-roundup', ...options, directory)
      assert.equal(code, 1)
      assert.match(err, /The tracker is in use: .* made in it\. An import replaces what a tracker holds/)
    }
    assert.deepEqual(await given.query('select title from issue'), [{ title: 'Mine' }])
  }),
)

test(
  'demo data gives way as long as nobody touched it',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    await given.muster('init')
    await operate(given, (operations) => operations.create(ADMIN, 'issue', { title: 'Shown to visitors' }))
    await recordOrigin(given.database.sql, 'demo')
    const untouched = await given.muster('import-roundup', '--dry-run', given.write(whole))
    assert.equal(untouched.code, 0, untouched.err)

    await operate(given, (operations) => operations.set(ADMIN, { className: 'issue', id: 1 }, { title: 'Mine' }))
    const touched = await given.muster('import-roundup', given.write(whole))
    assert.equal(touched.code, 1)
    assert.match(touched.err, /The tracker is in use: one change was made in it/)
  }),
)

test(
  'an import is not imported over',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write }) => {
    const directory = write(whole)
    assert.equal((await muster('import-roundup', directory)).code, 0)
    const { code, err } = await muster('import-roundup', directory)
    assert.equal(code, 1)
    assert.match(err, /The tracker holds an earlier import/)
  }),
)

const ADMIN = { userId: 1, username: 'admin', roles: ['Admin'], source: 'web', timezone: 'UTC' } as const

async function operate(
  { database, tracker }: ImportGiven,
  work: (operations: Operations) => Promise<unknown>,
): Promise<void> {
  await work(new Operations(database, tracker))
}

/** A broken export is refused with that sentence: in an empty database, which stays empty, and in a seeded one, which stays as it is. */
function refused(what: string, sentence: RegExp, breakIt: (directory: string) => void): void {
  test(
    `refused: ${what}`,
    withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
      const directory = given.write(whole)
      breakIt(directory)
      expectRefusal(await given.muster('import-roundup', '--dry-run', directory), sentence)
      expectRefusal(await given.muster('import-roundup', directory), sentence)
      assert.deepEqual(await tables(given.query), [])

      await given.muster('init')
      expectRefusal(await given.muster('import-roundup', directory), sentence)
      assert.equal((await given.query('select from status')).length, 8)
    }),
  )
}

function expectRefusal({ code, err }: Answer, sentence: RegExp): void {
  assert.equal(code, 1, err)
  assert.match(err, sentence)
  assert.doesNotMatch(err, /fault of Muster/)
}

function tables(query: ImportGiven['query']): Promise<unknown[]> {
  return query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
}

function change(directory: string, file: string, edit: (text: string) => string): void {
  const path = join(directory, file)
  const text = readFileSync(path, 'utf8')
  assert.notEqual(edit(text), text, `${file} is not changed by this test`)
  writeFileSync(path, edit(text))
}
