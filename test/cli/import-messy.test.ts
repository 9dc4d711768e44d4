import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readJournal } from '../../src/store/journal/journal.ts'
import { CLASSIC_EXTENDED, withEmptyDatabase } from '../support/import-given.ts'
import type { ImportGiven } from '../support/import-given.ts'
import { AT } from '../support/write-export.ts'

/* Old trackers hold what no tracker should. All of it comes in, and comes out again when compared. */

test(
  'links to nothing are kept beside the node, and told',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const issue = { id: "'7'", assignedto: "'99'", nosy: "['1', '98', '99', '1']", status: "'99999999999'" }
    const { out } = await imported(given, { issue: { rows: [issue] } })
    assert.match(out, /4 links to nodes that are not there/)
    assert.deepEqual(await given.query('select assignedto, status from issue'), [{ assignedto: null, status: null }])
    assert.deepEqual(await given.query('select node, target from "issue.nosy"'), [{ node: 7, target: 1 }])
    const dangling = await given.query(
      'select class, node, property, value, reason from _dangling order by property, value',
    )
    assert.deepEqual(dangling, [
      { class: 'issue', node: 7, property: 'assignedto', value: 99, reason: 'no-target' },
      { class: 'issue', node: 7, property: 'nosy', value: 98, reason: 'no-target' },
      { class: 'issue', node: 7, property: 'nosy', value: 99, reason: 'no-target' },
      { class: 'issue', node: 7, property: 'status', value: { literal: "'99999999999'" }, reason: 'no-target' },
    ])
  }),
)

test(
  'texts that PostgreSQL can not hold lose what is in the way, and keep it beside the node',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const rows = [
      { id: "'1'", title: String.raw`'a\x00b'` },
      { id: "'2'", title: String.raw`'caf\xe9 \x80'` },
      { id: "'3'", title: String.raw`u'half \ud800 pair'` },
      { id: "'4'", title: String.raw`u'caf\xe9 \u2603'` },
    ]
    const journal = [["'1'", AT, "'1'", "'set'", String.raw`{'title': 'old\x00', 'notes': 'caf\xe9'}`] as const]
    await imported(given, { issue: { rows, journal } })
    const titles = await given.query<{ title: string }>('select title from issue order by id')
    assert.deepEqual(
      titles.map(({ title }) => title),
      ['ab', 'café €', 'half \ufffd pair', 'café ☃'],
    )
    const [entry] = await readJournal(given.database.sql, 'issue', 1)
    assert.deepEqual(entry!.changes, { title: ['old', 'ab'], notes: ['café', null] })
    const dangling = await given.query('select node, property, reason from _dangling order by node, property')
    assert.deepEqual(dangling, [
      { node: 1, property: '', reason: 'nul' },
      { node: 1, property: 'title', reason: 'nul' },
      { node: 2, property: 'title', reason: 'not-utf-8' },
      { node: 3, property: 'title', reason: 'surrogate' },
    ])
  }),
)

test(
  'numbers keep all their digits, in place or beside the node',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const status = [
      { id: "'1'", name: "'one'", order: '0.123456789' },
      { id: "'2'", name: "'two'", order: '0.1' },
    ]
    const issue = [
      { id: "'1'", votes: '99999999999L', effort: '0.1234567890123' },
      { id: "'2'", votes: '7L', effort: 'nan' },
    ]
    await imported(given, { status: { rows: status }, issue: { rows: issue } })
    assert.deepEqual(await given.query('select votes, effort from issue order by id'), [
      { votes: null, effort: 0.1234567890123 },
      { votes: 7, effort: NaN },
    ])
    assert.deepEqual(await given.query('select class, value, reason from _dangling order by class'), [
      { class: 'issue', value: { literal: '99999999999L' }, reason: 'out-of-range' },
      { class: 'status', value: { literal: '0.123456789' }, reason: 'precision' },
    ])
  }),
)

test(
  'dates of any age, to the millisecond',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const dues = [
      '(20, 2, 29, 1, 2, 3, 0, 0, 0)',
      '(9999, 12, 31, 23, 59, 59.9999, 0, 0, 0)',
      '(2020, 1, 2, 3, 4, 5.6779999, 0, 0, 0)',
    ]
    await imported(given, { issue: { rows: dues.map((due, at) => ({ id: `'${at + 1}'`, due, creation: 'None' })) } })
    const rows = await given.query<{ due: Date; same: boolean }>(
      'select due, creation = activity as same from issue order by id',
    )
    assert.deepEqual(
      rows.map(({ due }) => due.toISOString()),
      ['0020-02-29T01:02:03.000Z', '9999-12-31T23:59:59.999Z', '2020-01-02T03:04:05.678Z'],
    )
    assert.ok(rows.every(({ same }) => same))
  }),
)

test(
  'a retired node may share its key, and the last id there is may be taken',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const rows = [
      { id: "'5'", username: "'ada'", 'is retired': 'True' },
      { id: "'2147483647'", username: "'ada'" },
      { id: "'6'", username: "'ada'", 'is retired': '1' },
    ]
    await imported(given, { user: { rows } })
    const users = await given.query(`select id, _retired from "user" where username = 'ada' order by id`)
    assert.deepEqual(users, [
      { id: 5, _retired: true },
      { id: 6, _retired: true },
      { id: 2147483647, _retired: false },
    ])
    assert.deepEqual(await given.query(`select nextval('"_user_id"')::integer as next`), [{ next: 7 }])
  }),
)

test(
  'histories keep unusual entries as they are, in the order of the file',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const params: readonly (readonly [string, string])[] = [
      ["'create'", '{}'],
      ["'create'", "{'title': 'first'}"],
      ["'set'", '{}'],
      ["'set'", "{'status': 'unread', 'mood': (1, [2L, None]), 'fans': (('+', ['3']),), 'nosy': ['2', '1']}"],
      ["'link'", "('issue', 5002L, 'status')"],
      ["'link'", "('issue', None, 'status')"],
      ["'annoy'", "['x']"],
      ["'retired'", 'None'],
      ["'restored'", 'None'],
      [
        "'set'",
        "{'secret': '{SHA}0c04', 'due': '2020-02-29 12:30:15.250', 'estimate': '-00000002003000', 'blocked': 'TRUE'}",
      ],
    ]
    const journal = params.map(
      ([action, own], at) => ["'1'", AT, ["'1'", "'ada'", "'99'", 'None'][at % 4]!, action, own] as const,
    )
    await imported(given, { issue: { rows: [{ id: "'1'" }], journal } })

    const history = await readJournal(given.database.sql, 'issue', 1)
    assert.deepEqual(
      history.map(({ action }) => `'${action}'`),
      params.map(([action]) => action),
    )
    assert.deepEqual(
      history.slice(0, 4).map(({ actor, actorName }) => actor ?? actorName),
      [1, 'ada', '99', null],
    )
    assert.deepEqual(history[1]!.changes, { '@params': "{'title': 'first'}" })
    assert.deepEqual(history[2]!.changes, {})
    assert.deepEqual(history[3]!.changes, {
      status: ['unread', null],
      mood: [{ tuple: [1, [2, null]] }],
      fans: { '+': [3] },
      nosy: [[2, 1], []],
    })
    assert.deepEqual(history[4]!.linker, { className: 'issue', id: 5002, property: 'status' })
    assert.deepEqual(history[9]!.changes, {
      secret: ['{SHA}*encrypted*', null],
      due: ['2020-02-29T12:30:15.250Z', null],
      estimate: ['- 2d 0:30', null],
      blocked: [true, null],
    })
  }),
)

test(
  'histories in no order, and of nodes that are gone',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const set = (id: string, title: string) => [`'${id}'`, AT, "'1'", "'set'", `{'title': '${title}'}`] as const
    const journal = [set('2', 'a'), set('1', 'b'), set('9', 'c'), set('2', 'd'), set('9', 'e'), set('1', 'f')]
    await imported(given, {
      issue: {
        rows: [
          { id: "'2'", title: "'two'" },
          { id: "'1'", title: "'one'" },
        ],
        journal,
      },
    })
    const titles = async (id: number) =>
      (await readJournal(given.database.sql, 'issue', id)).map(({ changes }) => changes!['title'])
    assert.deepEqual(await titles(1), [
      ['b', 'f'],
      ['f', 'one'],
    ])
    assert.deepEqual(await titles(2), [
      ['a', 'd'],
      ['d', 'two'],
    ])
    assert.deepEqual(await titles(9), [['c', 'e'], ['e']])
  }),
)

test(
  'Windows line ends, quoted cells and a cell of two megabytes',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const notes = 'x: "y" \\\\ '.repeat(200_000)
    const exported = {
      issue: {
        rows: [
          { id: "'1'", title: `"It's"`, notes: `'${notes}'` },
          { id: "'2'", title: "'b'" },
        ],
      },
    }
    await imported(given, exported, '\r\n')
    assert.deepEqual(await given.query('select id, title, length(notes) as length from issue order by id'), [
      { id: 1, title: "It's", length: notes.replaceAll('\\\\', '\\').length },
      { id: 2, title: 'b', length: null },
    ])
  }),
)

test(
  'content is kept to the byte, once however often it comes',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    const all = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 256)
    const files = {
      'msg-files/0/msg1': all,
      'msg-files/1/msg1000': all,
      'msg-files/0/msg2': '',
      'file-files/0/file1': 'a\r\n',
    }
    const msg = { rows: [{ id: "'1'" }, { id: "'1000'" }, { id: "'2'" }] }
    await imported(given, { msg, file: { rows: [{ id: "'1'" }] } }, '\n', files)
    const contents = await given.query<{ bytes: Buffer }>('select bytes from _content order by octet_length(bytes)')
    assert.deepEqual(
      contents.map(({ bytes }) => bytes.length),
      [0, 3, all.length],
    )
    assert.ok(contents[2]!.bytes.equals(all))
  }),
)

test(
  'columns and classes that the tracker lacks may be there, as long as they are empty',
  withEmptyDatabase(CLASSIC_EXTENDED, async (given) => {
    await imported(given, {
      issue: { columns: ['severity', 'fans'], rows: [{ id: "'1'", severity: 'None', fans: '[]' }] },
    })
    assert.deepEqual(await given.query('select id from issue'), [{ id: 1 }])
  }),
)

/** Imports, and finds nothing different afterwards. */
async function imported(
  { muster, write }: ImportGiven,
  classes: Parameters<ImportGiven['write']>[0]['classes'],
  lineEnd: '\n' | '\r\n' = '\n',
  files: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<{ out: string }> {
  const directory = write({ classes, lineEnd, files })
  const result = await muster('import-roundup', directory)
  assert.equal(result.code, 0, result.err)
  const verified = await muster('verify-roundup', directory)
  assert.equal(verified.code, 0, verified.err)
  assert.match(verified.out, /No difference\./)
  return result
}
