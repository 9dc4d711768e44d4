import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql as ksql } from 'kysely'
import { Access } from '../../src/access/access.ts'
import type { Actor } from '../../src/operations/types.ts'
import type { ReadQuery } from '../../src/schema/read-query.ts'
import { parseSearchText } from '../../src/query/search-text.ts'
import { readPage } from '../../src/store/filter/read-page.ts'
import { reindexAll } from '../../src/store/search/reindex-all.ts'
import { printDesignator } from '../../src/values/designator.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'
import { searchTracker } from './search-tracker.ts'

let given: TrackerForTest & { close(): Promise<void> }
let ada: Actor

before(async () => {
  given = await openTracker(searchTracker)
  ada = { userId: 3, username: 'ada', roles: ['User'], source: 'web', timezone: 'UTC' }
  const { create } = given
  await create('msg', {
    content: 'asyncio.wait_for() hangs on 3.10.\nTraceback in Lib/asyncio/tasks.py, see FooBarError',
  }) // 1
  await create('msg', { content: 'The quick brown fox jumps', score: 0.1 }) // 2
  await create('msg', { content: 'Cheap quagga watches', score: 0.99 }) // 3
  await create('msg', { content: 'brown bread, quick oats' }) // 4
  await create('file', {
    name: 'fix_wombat.patch',
    description: 'A cure',
    type: 'text/plain',
    content: 'diff with numbat inside',
  }) // 1
  await create('file', { name: 'shot.png', type: 'image/png', content: 'platypus' }) // 2
  await create('issue', { title: 'wait_for hangs', messages: [1] }) // 1
  await create('issue', { title: 'Animals', messages: [2, 3], files: [1, 2] }) // 2
  await create('issue', { title: 'Bread about asyncio', messages: [4] }) // 3
  await create('issue', { title: 'Private bandicoot', private: true, messages: [4] }) // 4
  await create('issue', { title: 'fox and numbat in the title' }) // 5
})
after(() => given.close())

async function found(
  actor: Actor,
  text: string,
  query: Partial<ReadQuery> = {},
  ignoreFiles = false,
): Promise<number[]> {
  const reader = new Access(given.tracker).reader(actor)
  const search = { terms: parseSearchText(text).terms, ignoreFiles }
  const all: ReadQuery = {
    className: 'issue',
    where: { all: [] },
    search,
    order: [],
    columns: [],
    limit: 100,
    countUpTo: 1000,
    ...query,
  }
  const page = await readPage(given.database.sql, given.tracker, reader, all)
  assert.equal(page.total, page.rows.length)
  return page.rows.map(({ id }) => id)
}
const inOrder = { order: [{ path: ['id'], descending: false }] }

test('words are found anywhere in the thread, whatever their case', async () => {
  assert.deepEqual(await found(ada, 'HANGS traceback'), [1])
  assert.deepEqual(await found(ada, 'bread oats'), [3])
  assert.deepEqual(await found(ada, 'animals quick'), [2])
  assert.deepEqual(await found(ada, 'nothing here'), [])
})

test("programmers' words are found whole and by their parts", async () => {
  for (const word of [
    'asyncio.wait_for',
    'wait_for',
    'wait',
    '3.10',
    'FooBarError',
    'foo',
    'Lib/asyncio',
    'asyncio/tasks.py',
    'tasks.py',
  ])
    assert.deepEqual(await found(ada, word), [1], word)
  assert.deepEqual(await found(ada, '3.1'), [])
  assert.deepEqual(await found(ada, 'wait_fo'), [])
})

test('a star finds what begins like that', async () => {
  assert.deepEqual(await found(ada, 'asyncio.wa*'), [1])
  assert.deepEqual(await found(ada, 'tracebac*'), [1])
})

test('a phrase is found where its words follow each other in one text', async () => {
  assert.deepEqual(await found(ada, '"quick brown fox"'), [2])
  assert.deepEqual(await found(ada, '"brown quick"'), [])
  assert.deepEqual(await found(ada, '"animals the"'), [])
  assert.deepEqual(await found(ada, '"fox and numbat"'), [5])
})

test('what is excluded is in no text of the thread', async () => {
  assert.deepEqual(await found(ada, 'quick -bread', inOrder), [2])
  assert.deepEqual(await found(ada, 'quick -"brown fox"', inOrder), [3])
  assert.deepEqual(await found(ada, '-quick -wait', inOrder), [5])
  assert.deepEqual(await found(ada, '-quick -nothing'), [5, 1])
})

test('titles come first, then texts, then the contents of files; of each the newest', async () => {
  assert.deepEqual(await found(ada, 'numbat'), [5, 2])
  assert.deepEqual(await found(ada, 'asyncio'), [3, 1])
  assert.deepEqual(await found(ada, 'fox'), [5, 2])
})

test('files are found by name, description and text, and their contents may be left out', async () => {
  assert.deepEqual(await found(ada, 'wombat cure'), [2])
  assert.deepEqual(await found(ada, 'numbat', {}, true), [5])
  assert.deepEqual(await found(ada, 'wombat', {}, true), [2])
  assert.deepEqual(await found(ada, 'platypus'), [])
  assert.deepEqual(await found(ada, '"with numbat"', {}, true), [])
  assert.deepEqual(await found(ada, '"with numbat"'), [2])
})

test('a text that the reader may not read is not found, alone, mixed, in a phrase or excluded', async () => {
  for (const text of ['quagga', 'quagga animals', '"cheap quagga"', 'quagg*', 'quagga -animals'])
    assert.deepEqual(await found(ada, text), [], text)
  assert.deepEqual(await found(ada, 'animals -quagga'), [2])
  assert.deepEqual(await found(ada, 'animals -"cheap quagga"'), [2])
  assert.deepEqual(await found(given.admin, 'quagga animals'), [2])
  assert.deepEqual(await found(given.admin, '"cheap quagga"'), [2])
  assert.deepEqual(await found(given.admin, 'animals -quagga'), [])
})

test('an issue that the reader may not see is not found', async () => {
  assert.deepEqual(await found(ada, 'bandicoot'), [])
  assert.deepEqual(await found(given.admin, 'bandicoot'), [4])
  assert.deepEqual(await found(ada, 'oats'), [3])
})

test('a text that becomes readable is found, and one that ceases to be is not', async () => {
  const set = (score: number) => given.operations.set(given.admin, { className: 'msg', id: 3 }, { score }, {})
  await set(0.5)
  assert.deepEqual(await found(ada, 'quagga animals'), [2])
  await set(0.99)
  assert.deepEqual(await found(ada, 'quagga animals'), [])
})

test('the index follows what is changed, retired and restored', async () => {
  const issue = await given.create('issue', { title: 'A wallaby' })
  const msg = await given.create('msg', { content: 'with a pouch' })
  assert.deepEqual(await found(ada, 'pouch'), [])
  await given.operations.set(given.admin, issue, { messages: [msg.id] }, {})
  assert.deepEqual(await found(ada, 'pouch'), [issue.id])
  await given.operations.retire(given.admin, msg)
  assert.deepEqual(await found(ada, 'pouch'), [])
  await given.operations.restore(given.admin, msg)
  assert.deepEqual(await found(ada, 'pouch wallaby'), [issue.id])
  await given.operations.set(given.admin, issue, { title: 'A kangaroo' }, {})
  assert.deepEqual(await found(ada, 'wallaby'), [])
  await given.operations.retire(given.admin, issue)
  assert.deepEqual(await found(ada, 'kangaroo'), [])
  await given.operations.restore(given.admin, issue)
  assert.deepEqual(await found(ada, 'kangaroo'), [issue.id])
  await given.operations.retire(given.admin, issue)
})

test('other classes are searched by their own texts', async () => {
  assert.deepEqual(await found(ada, 'quick', { className: 'msg', ...inOrder }), [2, 4])
  assert.deepEqual(await found(ada, 'quick -bread', { className: 'msg', ...inOrder }), [2])
  assert.deepEqual(await found(ada, '"quick brown"', { className: 'msg' }), [2])
  assert.deepEqual(await found(ada, 'quagga', { className: 'msg' }), [])
  assert.deepEqual(await found(ada, 'wombat numbat', { className: 'file' }), [1])
  assert.deepEqual(await found(ada, 'easy', { className: 'keyword' }), [1])
})

test('filters, offsets and counts go with a search', async () => {
  assert.deepEqual(await found(ada, 'fox', { where: { path: ['id'], test: { is: 'any-of', ids: [2] } } }), [2])
  const reader = new Access(given.tracker).reader(ada)
  const search = { terms: parseSearchText('fox').terms, ignoreFiles: false }
  const query: ReadQuery = {
    className: 'issue',
    where: { all: [] },
    search,
    order: [],
    columns: [],
    limit: 1,
    countUpTo: 1000,
  }
  const first = await readPage(given.database.sql, given.tracker, reader, query)
  assert.deepEqual([first.rows[0]!.id, first.more, first.total], [5, true, 2])
  const second = await readPage(given.database.sql, given.tracker, reader, { ...query, offset: 1 })
  assert.deepEqual([second.rows[0]!.id, second.more, second.total], [2, false, 2])
  const third = await readPage(given.database.sql, given.tracker, reader, { ...query, offset: 9 })
  assert.deepEqual([third.rows.length, third.more, third.total], [0, false, 2])
})

test('a snippet shows the text that was hit, as far as the reader may read it', async () => {
  const shown = async (actor: Actor, text: string): Promise<unknown> => {
    const search = { terms: parseSearchText(text).terms, ignoreFiles: false }
    const { rows } = await readPage(given.database.sql, given.tracker, new Access(given.tracker).reader(actor), {
      className: 'issue',
      where: { path: ['id'], test: { is: 'any-of', ids: [1, 2, 5] } },
      search,
      snippets: true,
      ...inOrder,
      columns: [],
      limit: 10,
    })
    return rows.flatMap(({ id, snippet }) => {
      if (!snippet) return []
      const hits = snippet.parts.filter(({ hit }) => hit).map((part) => part.text)
      return [[id, printDesignator(snippet.designator), snippet.property, ...hits]]
    })
  }
  assert.deepEqual(await shown(ada, 'brown fox'), [[2, 'msg2', 'content', 'brown', 'fox']])
  assert.deepEqual(await shown(ada, 'FOOBARERROR'), [[1, 'msg1', 'content', 'FooBarError']])
  assert.deepEqual(await shown(ada, 'numbat'), [[2, 'file1', 'content', 'numbat']])
  assert.deepEqual(await shown(ada, 'wombat -oats'), [[2, 'file1', 'name', 'wombat']])
  assert.deepEqual(await shown(ada, 'quagga'), [])
  assert.deepEqual(await shown(given.admin, 'quagga'), [[2, 'msg3', 'content', 'quagga']])
  assert.deepEqual(await shown(ada, '-fox'), [])
})

test('words without letters find nothing by themselves and change nothing beside others', async () => {
  assert.deepEqual(await found(ada, '+++'), [])
  assert.deepEqual(await found(ada, 'fox ...', inOrder), [2, 5])
})

test('of thousands that are found the pages and the count are right', async () => {
  const { sql } = given.database
  await ksql`insert into issue (id, title, creation, activity, private)
    select 1000 + n, case when n % 40 = 0 then 'aardvark' else 'dull' end, now(), timestamptz '2001-01-01' + n * interval '1 minute', case when n % 100 = 1 then true end
    from generate_series(1, 4000) n`.execute(sql)
  await ksql`insert into "msg" (id, creation, activity, score, _content)
    select 1000, now(), now(), 0.1, _content from msg where id = 2 union all select 1001, now(), now(), 0.99, _content from msg where id = 3`.execute(
    sql,
  )
  await ksql`insert into "issue.messages" (node, target) select 1000 + n, 1000 from generate_series(1, 4000) n where n % 40 <> 0 union all select 1002, 1001`.execute(
    sql,
  )
  await reindexAll(sql, given.tracker)

  const firstOf = async (
    actor: Actor,
    text: string,
    offset: number,
    order: ReadQuery['order'] = [],
  ): Promise<unknown> => {
    const search = { terms: parseSearchText(text).terms, ignoreFiles: false }
    const query: ReadQuery = {
      className: 'issue',
      where: { path: ['id'], test: { is: 'number', range: { from: 1000, to: null } } },
      search,
      order,
      columns: [],
      limit: 2,
      offset,
      countUpTo: 10_000,
    }
    const { rows, more, total } = await readPage(sql, given.tracker, new Access(given.tracker).reader(actor), query)
    return { ids: rows.map(({ id }) => id), more, total }
  }
  assert.deepEqual(await firstOf(ada, 'quick', 0), { ids: [4999, 4998], more: true, total: 3860 })
  assert.deepEqual(await firstOf(ada, 'quick', 3858), { ids: [1003, 1002], more: false, total: 3860 })
  assert.deepEqual(await firstOf(given.admin, 'quick', 0), { ids: [4999, 4998], more: true, total: 3900 })
  assert.deepEqual(await firstOf(ada, 'quick', 0, inOrder.order), { ids: [1002, 1003], more: true, total: 3860 })
  assert.deepEqual(await firstOf(ada, 'quick -quagga', 0, inOrder.order), {
    ids: [1002, 1003],
    more: true,
    total: 3860,
  })
  assert.deepEqual(await firstOf(given.admin, 'quick -quagga', 0, inOrder.order), {
    ids: [1001, 1003],
    more: true,
    total: 3899,
  })
  assert.deepEqual(await firstOf(ada, 'aardvark', 0), { ids: [5000, 4960], more: true, total: 100 })
  assert.deepEqual(await firstOf(ada, 'quick', 9000), { ids: [], more: false, total: 3860 })
})
