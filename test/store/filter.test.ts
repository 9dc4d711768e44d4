import assert from 'node:assert/strict'
import test, { before, after } from 'node:test'
import { Access } from '../../src/access/access.ts'
import type { Condition, SortKey, Test } from '../../src/schema/filter-spec.ts'
import type { Cell, Page, ReadQuery } from '../../src/schema/read-query.ts'
import { HIDDEN } from '../../src/schema/read-query.ts'
import type { Actor } from '../../src/operations/types.ts'
import { readPage } from '../../src/store/filter/read-page.ts'
import { parseInterval } from '../../src/values/interval.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'
import { filterTracker } from './filter-tracker.ts'

let given: TrackerForTest & { close(): Promise<void> }
let ada: Actor
let grace: Actor

/** Issue 1 is Ada's own and private, 2 private, 3 and 4 plain, 5 retired. */
before(async () => {
  given = await openTracker(filterTracker)
  const { create, operations, admin } = given
  ada = { userId: 3, username: 'ada', roles: ['User'], source: 'web', timezone: 'UTC' }
  grace = { userId: 4, username: 'Grace', roles: ['User', 'Developer'], source: 'web', timezone: 'UTC' }
  const now = new Date()
  await create('query', { name: 'Mine', private_for: 3 }, grace.userId === 4 ? admin : admin)
  await create('query', { name: 'Hers', private_for: 4 })
  await create('msg', {
    author: 3,
    summary: 'First words',
    score: 0.1,
    content: 'First words of a report',
    date: new Date('2020-01-01'),
  })
  await create('msg', {
    author: 4,
    summary: 'Cheap watches',
    score: 0.99,
    content: 'Buy cheap watches',
    date: new Date('2021-01-01'),
  })
  await create('msg', {
    author: 4,
    summary: 'An answer',
    score: 0.85,
    content: 'An answer with 100%_of it',
    date: new Date('2022-01-01'),
  })
  await create('issue', {
    title: 'Zebra',
    private: true,
    notes: 'secret of ada',
    messages: [1],
    keyword: [2, 1],
    assignedto: 3,
    status: 1,
    votes: 3,
  })
  await create('issue', {
    title: 'apple_pie',
    private: true,
    notes: 'secret of admin',
    messages: [2],
    assignedto: 4,
    status: 2,
    votes: 5,
  })
  await create('issue', {
    title: 'Äpfel 100%',
    messages: [1, 2],
    keyword: [4, 2],
    assignedto: 5,
    status: 3,
    score: 0.85,
    effort: 1.5,
    estimate: parseInterval('1d', { now }),
    due: new Date('2020-06-01'),
    blocked: true,
    dependson: [1, 2],
    secret: '{plaintext}hunter2',
  })
  await create('issue', {
    title: 'banana',
    messages: [3],
    dependson: [3],
    status: 4,
    blocked: false,
    estimate: parseInterval('-2:00', { now }),
  })
  await create('issue', { title: 'gone', dependson: [3] })
  await operations.retire(admin, { className: 'issue', id: 5 })
  await given.database.sql.updateTable('issue').set({ creator: 3 }).where('id', '=', 1).execute()
})
after(() => given.close())

async function page(actor: Actor, query: Partial<ReadQuery>): Promise<Page> {
  const reader = new Access(given.tracker).reader(actor)
  const all: ReadQuery = { className: 'issue', where: { all: [] }, order: [], columns: [], limit: 100, ...query }
  return readPage(given.database.sql, given.tracker, reader, all)
}

async function ids(actor: Actor, where: Condition, query: Partial<ReadQuery> = {}): Promise<number[]> {
  return (await page(actor, { where, ...query })).rows.map(({ id }) => id)
}

function where(path: string, asked: Test): Condition {
  return { path: path.split('.'), test: asked }
}

function by(...keys: readonly string[]): readonly SortKey[] {
  return keys.map((key) => ({ path: key.replace(/^-/, '').split('.'), descending: key.startsWith('-') }))
}

async function cells(
  actor: Actor,
  id: number,
  columns: readonly string[],
  className = 'issue',
): Promise<readonly Cell[]> {
  const paths = columns.map((column) => column.split('.'))
  const { rows } = await page(actor, {
    className,
    where: where('id', { is: 'any-of', ids: [id] }),
    columns: paths,
    retired: 'both',
  })
  return rows[0]!.cells
}

test('a page holds live nodes by id, and says whether more follow', async () => {
  const first = await page(given.admin, { limit: 3, countUpTo: 100 })
  assert.deepEqual(
    first.rows.map(({ id }) => id),
    [1, 2, 3],
  )
  assert.equal(first.more, true)
  assert.equal(first.total, 4)
  const second = await page(given.admin, { limit: 3, offset: 3, countUpTo: 100 })
  assert.deepEqual(
    second.rows.map(({ id }) => id),
    [4],
  )
  assert.equal(second.more, false)
  assert.equal(second.total, 4)
})

test('a page behind the last one is empty and still counts', async () => {
  const { rows, more, total } = await page(given.admin, { limit: 3, offset: 50, countUpTo: 100 })
  assert.deepEqual({ rows, more, total }, { rows: [], more: false, total: 4 })
})

test('a count stops where it is told to', async () => {
  assert.equal((await page(given.admin, { limit: 1, countUpTo: 2 })).total, 2)
  assert.equal((await page(given.admin, { limit: 1 })).total, null)
})

test('retired nodes are found only where they are asked for', async () => {
  assert.deepEqual(await ids(given.admin, { all: [] }, { retired: 'retired' }), [5])
  assert.deepEqual(await ids(given.admin, { all: [] }, { retired: 'both' }), [1, 2, 3, 4, 5])
})

test('what a reader may not see is in no page and no count', async () => {
  assert.equal((await page(given.anonymous, { limit: 1, countUpTo: 100 })).total, 2)
  assert.deepEqual(await ids(given.anonymous, { all: [] }), [3, 4])
  assert.deepEqual(await ids(ada, { all: [] }), [1, 3, 4])
  assert.deepEqual(await ids(grace, { all: [] }), [1, 2, 3, 4])
})

test('a class that a reader may not see is empty', async () => {
  assert.deepEqual(await ids(given.anonymous, { all: [] }, { className: 'msg' }), [])
  assert.deepEqual(await ids(ada, { all: [] }, { className: 'query' }), [1])
})

test('a column that a reader may not see is hidden, node by node', async () => {
  assert.deepEqual(await cells(ada, 1, ['title', 'notes']), ['Zebra', 'secret of ada'])
  assert.deepEqual(await cells(ada, 3, ['title', 'notes']), ['Äpfel 100%', HIDDEN])
  assert.deepEqual(await cells(ada, 1, ['content', 'author'], 'msg'), [
    Buffer.from('First words of a report'),
    { id: 3, label: 'ada', retired: false },
  ])
  assert.deepEqual(await cells(ada, 2, ['content', 'summary'], 'msg'), [HIDDEN, HIDDEN])
  assert.deepEqual(await cells(grace, 2, ['summary'], 'msg'), ['Cheap watches'])
})

test('links carry the label that the reader may see', async () => {
  const shown = async (actor: Actor): Promise<Cell> => (await cells(actor, 3, ['assignedto']))[0]!
  assert.deepEqual(await shown(ada), { id: 5, label: 'barbara', retired: false })
  assert.deepEqual(await shown(given.anonymous), { id: 5, label: 'Barbara', retired: false })
})

test('the order of links does not tell what the hidden ones are called', async () => {
  assert.deepEqual((await cells(grace, 3, ['messages']))[0], [
    { id: 2, label: 'Cheap watches', retired: false },
    { id: 1, label: 'First words', retired: false },
  ])
  await given.operations.set(given.admin, { className: 'msg', id: 2 }, { summary: 'Zealous watches' }, {})
  assert.deepEqual((await cells(ada, 3, ['messages']))[0], [
    { id: 2, label: null, retired: false },
    { id: 1, label: 'First words', retired: false },
  ])
  await given.operations.set(given.admin, { className: 'msg', id: 2 }, { summary: 'Cheap watches' }, {})
})

test('a link to a node that the reader may not see has no label', async () => {
  assert.deepEqual((await cells(given.anonymous, 3, ['dependson']))[0], [
    { id: 1, label: null, retired: false },
    { id: 2, label: null, retired: false },
  ])
})

test('multilinks stand in the order of the linked class', async () => {
  assert.deepEqual((await cells(ada, 3, ['keyword']))[0], [
    { id: 2, label: 'green', retired: false },
    { id: 4, label: 'odd', retired: false },
  ])
  assert.deepEqual((await cells(ada, 4, ['keyword']))[0], [])
})

test('computed multilinks lack what is retired and what the reader may not see', async () => {
  assert.deepEqual((await cells(given.admin, 3, ['blocks']))[0], [{ id: 4, label: 'banana', retired: false }])
  assert.deepEqual((await cells(grace, 1, ['blocks']))[0], [{ id: 3, label: 'Äpfel 100%', retired: false }])
  await given.operations.set(given.admin, { className: 'issue', id: 3 }, { private: true }, {})
  assert.deepEqual((await cells(ada, 1, ['blocks']))[0], [])
  assert.deepEqual(await ids(ada, where('blocks', { is: 'any-of', ids: [3] })), [])
  await given.operations.set(given.admin, { className: 'issue', id: 3 }, { private: null }, {})
  assert.deepEqual(await ids(ada, where('blocks', { is: 'any-of', ids: [3] })), [1])
})

test('columns follow links, and lists of links', async () => {
  assert.deepEqual(
    await cells(grace, 3, ['assignedto.realname', 'assignedto.id', 'messages.author', 'messages.summary']),
    [
      'Barbara',
      5,
      [
        { id: 3, label: 'ada', retired: false },
        { id: 4, label: 'Grace', retired: false },
      ],
      'Cheap watches, First words',
    ],
  )
  assert.deepEqual(await cells(ada, 3, ['messages.summary', 'assignedto.address']), ['First words', HIDDEN])
})

test('values come as their types, passwords as their scheme', async () => {
  const [estimate, due, score, effort, blocked, secret] = await cells(given.admin, 3, [
    'estimate',
    'due',
    'score',
    'effort',
    'blocked',
    'secret',
  ])
  assert.deepEqual(estimate, parseInterval('1d', { now: new Date() }))
  assert.deepEqual(due, new Date('2020-06-01'))
  assert.deepEqual([score, effort, blocked], [0.85, 1.5, true])
  assert.match(String(secret), /^\{\w+\}\*encrypted\*$/)
})

test('text is found whatever its case, and none of its characters is a wildcard', async () => {
  assert.deepEqual(await ids(given.admin, where('title', { is: 'containing', text: 'APPLE_' })), [2])
  assert.deepEqual(await ids(given.admin, where('title', { is: 'containing', text: '%' })), [3])
  assert.deepEqual(await ids(given.admin, where('title', { is: 'containing', text: '\\' })), [])
  assert.deepEqual(await ids(given.admin, where('title', { is: 'equal', text: 'zebra' })), [])
  assert.deepEqual(await ids(given.admin, where('title', { is: 'same', text: 'zebra' })), [1])
  assert.deepEqual(
    await ids(given.admin, where('content', { is: 'containing', text: '100%_OF' }), { className: 'msg' }),
    [3],
  )
})

test('numbers are compared at the precision of their property', async () => {
  assert.deepEqual(await ids(given.admin, where('score', { is: 'number', range: { from: 0.85, to: 0.85 } })), [3])
  assert.deepEqual(await ids(given.admin, where('votes', { is: 'number', range: { from: 2.5, to: 4.5 } })), [1])
  assert.deepEqual(await ids(given.admin, where('votes', { is: 'number', range: { from: null, to: null } })), [1, 2])
})

test('every type may be asked for what is unset', async () => {
  for (const property of ['estimate', 'due', 'score', 'effort', 'blocked', 'secret', 'votes', 'keyword', 'assignedto'])
    assert.deepEqual(
      (await ids(given.admin, { any: [where(property, { is: 'unset' }), { not: where(property, { is: 'unset' }) }] }))
        .length,
      4,
      property,
    )
  assert.deepEqual(await ids(given.admin, where('keyword', { is: 'unset' })), [2, 4])
  assert.deepEqual(await ids(given.admin, where('blocks', { is: 'unset' })), [4])
})

test('not holds where nothing is known', async () => {
  assert.deepEqual(await ids(given.admin, { not: where('blocked', { is: 'boolean', value: true }) }), [1, 2, 4])
  assert.deepEqual(await ids(given.admin, { not: where('assignedto', { is: 'any-of', ids: [3] }) }), [2, 3, 4])
})

test('@me is the reader, and nobody where there is none', async () => {
  assert.deepEqual(await ids(ada, where('assignedto', { is: 'any-of', ids: ['@me'] })), [1])
  const nobody: Actor = { ...given.admin, userId: null }
  assert.deepEqual(await ids(nobody, where('assignedto', { is: 'any-of', ids: ['@me'] })), [])
})

test('tests through one multilink are of the same linked node within one all', async () => {
  const fromGrace = where('messages.author', { is: 'any-of', ids: [4] })
  const in2020 = where('messages.date', { is: 'date', range: { from: null, to: new Date('2020-12-31') } })
  assert.deepEqual(await ids(given.admin, { all: [fromGrace, in2020] }), [])
  assert.deepEqual(await ids(given.admin, { all: [fromGrace, { all: [in2020] }] }), [3])
  assert.deepEqual(
    await ids(given.admin, { all: [fromGrace, { any: [in2020, where('messages.score', { is: 'unset' })] }] }),
    [],
  )
  assert.deepEqual(await ids(given.admin, { all: [fromGrace, where('messages', { is: 'any-of', ids: [1] })] }), [])
  assert.deepEqual(await ids(given.admin, { all: [fromGrace, where('messages', { is: 'any-of', ids: [2] })] }), [2, 3])
})

test('paths lead through several links', async () => {
  const path = 'dependson.messages.author.username'
  assert.deepEqual(await ids(given.admin, where(path, { is: 'same', text: 'ADA' })), [3, 4])
  assert.deepEqual(await ids(given.admin, where('blocks.title', { is: 'containing', text: 'ban' })), [3])
})

test('a filter sees linked nodes only as far as the reader does', async () => {
  const spam = where('messages.summary', { is: 'containing', text: 'watches' })
  assert.deepEqual(await ids(grace, spam), [2, 3])
  assert.deepEqual(await ids(ada, spam), [])
  assert.deepEqual(await ids(ada, { not: spam }), [1, 3, 4])
  assert.deepEqual(await ids(ada, where('dependson.title', { is: 'containing', text: 'apple' })), [])
  assert.deepEqual(await ids(ada, where('notes', { is: 'containing', text: 'secret' })), [1])
})

test('a property that the reader may never see is refused by name in filters and sorts', async () => {
  const refused = { code: 'forbidden', message: 'Filters by notes are not available to you' }
  await assert.rejects(ids(given.anonymous, where('notes', { is: 'unset' })), refused)
  await assert.rejects(ids(given.anonymous, { all: [] }, { order: by('notes') }), {
    code: 'forbidden',
    message: 'Sorts by notes are not available to you',
  })
  await assert.rejects(ids(given.anonymous, where('assignedto', { is: 'any-of', ids: [3] })), {
    code: 'forbidden',
    message: 'Filters by assignedto are not available to you',
  })
  await assert.rejects(ids(given.anonymous, { all: [] }, { order: by('assignedto') }), { code: 'forbidden' })
  await assert.rejects(ids(ada, where('assignedto.address', { is: 'unset' })), {
    code: 'forbidden',
    message: 'Filters by address are not available to you',
  })
})

test('sorts do not tell of what the reader may not see', async () => {
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-notes') }), [2, 1, 3, 4])
  assert.deepEqual(await ids(ada, { all: [] }, { order: by('-notes') }), [1, 3, 4])
})

test('names that are not there are refused', async () => {
  await assert.rejects(ids(given.admin, where('nonsense', { is: 'unset' })), {
    code: 'invalid',
    message: 'issue has no property nonsense',
  })
  await assert.rejects(ids(given.admin, where('title.length', { is: 'unset' })), {
    code: 'invalid',
    message: /issue.title is no link/,
  })
  await assert.rejects(ids(given.admin, { all: [] }, { order: by('nonsense') }), { code: 'invalid' })
  await assert.rejects(cells(given.admin, 1, ['nonsense']), { code: 'invalid' })
  await assert.rejects(page(given.admin, { className: 'nonsense' }), { code: 'not-found' })
})

test('strings sort by lower case and bytes, the empty ones first', async () => {
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('title') }), [2, 4, 1, 3])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-title') }), [3, 1, 4, 2])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('due') }), [1, 2, 4, 3])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-due') }), [3, 1, 2, 4])
})

test('links sort as the order property of what they link to', async () => {
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('status') }), [4, 3, 1, 2])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-status') }), [2, 1, 3, 4])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('assignedto') }), [4, 1, 3, 2])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('assignedto.realname', '-id') }), [4, 1, 3, 2])
})

test('multilinks sort as their first target, and other keys follow', async () => {
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('keyword', '-votes') }), [2, 4, 1, 3])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-keyword', 'title') }), [1, 3, 2, 4])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('estimate') }), [1, 2, 4, 3])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-id') }), [4, 3, 2, 1])
})

test('grouped by a value class and newest first, every group is complete', async () => {
  const order = by('status', '-activity')
  assert.deepEqual(await ids(given.admin, { all: [] }, { order }), [4, 3, 1, 2])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order, limit: 2 }), [4, 3])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order, limit: 2, offset: 2 }), [1, 2])
  assert.deepEqual(await ids(given.admin, { all: [] }, { order: by('-status', '-activity'), limit: 3 }), [2, 1, 3])
})

test('the targets of one node are read in any order, if the reader may read them there', async () => {
  const linkedFrom = { className: 'issue', id: 3, property: 'messages' }
  const read = (actor: Actor): Promise<number[]> =>
    ids(actor, { all: [] }, { className: 'msg', linkedFrom, order: by('-date') })
  assert.deepEqual(await read(ada), [2, 1])
  await assert.rejects(read(given.anonymous), { code: 'forbidden' })
  const hidden = { className: 'issue', id: 2, property: 'messages' }
  assert.deepEqual(await ids(ada, { all: [] }, { className: 'msg', linkedFrom: hidden }), [])
  assert.deepEqual(
    await ids(given.admin, { all: [] }, { linkedFrom: { className: 'issue', id: 3, property: 'blocks' } }),
    [4],
  )
})

test('a filter that is too large or too deep is refused', async () => {
  let deep: Condition = where('title', { is: 'unset' })
  for (let level = 0; level < 30; level++) deep = { not: deep }
  await assert.rejects(ids(given.admin, deep), { code: 'invalid' })
  const many = Array.from({ length: 300 }, () => where('title', { is: 'unset' }))
  await assert.rejects(ids(given.admin, { all: many }), { code: 'invalid' })
  await assert.rejects(ids(given.admin, { all: [] }, { offset: 100_001 }), { code: 'invalid' })
  await assert.rejects(ids(given.admin, where('superseder.'.repeat(20) + 'title', { is: 'unset' })), {
    code: 'invalid',
  })
})

test('a page takes the same number of statements whatever its rows and columns', async () => {
  const count = async (query: Partial<ReadQuery>): Promise<number> => {
    const statements: string[] = []
    const { sql } = given.database
    const counting = new Proxy(sql, {
      get: (target, name) =>
        name === 'executeQuery'
          ? (query: { sql: string }) => (statements.push(query.sql), target.executeQuery(query as never))
          : Reflect.get(target, name, target),
    })
    const reader = new Access(given.tracker).reader(ada)
    await readPage(counting, given.tracker, reader, {
      className: 'issue',
      where: { all: [] },
      order: [],
      columns: [],
      limit: 100,
      ...query,
    })
    return statements.length
  }
  assert.equal(await count({ limit: 1 }), 1)
  const columns = [['messages'], ['assignedto'], ['keyword'], ['messages', 'author'], ['blocks'], ['status']]
  assert.equal(await count({ columns, countUpTo: 10, limit: 2 }), 1)
})
