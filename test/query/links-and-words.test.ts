import assert from 'node:assert/strict'
import test from 'node:test'
import { parseIndexUrl } from '../../src/query/parse-index-url.ts'
import { parseWords } from '../../src/query/parse-words.ts'
import { withTracker } from '../support/with-tracker.ts'

const date = (from: string, to: string) => ({ is: 'date', range: { from: new Date(from), to: new Date(to) } })

test(
  'links to bugs.python.org mean here what they meant there',
  withTracker('python-dev', async ({ operations, tracker, anonymous }) => {
    const context = operations.parseContext(anonymous)
    const where = async (query: string) => {
      const { spec, faults } = await parseIndexUrl(new URLSearchParams(query), tracker, 'issue', context)
      assert.deepEqual(faults, [], query)
      return spec.where
    }
    const ids = (name: string, ...wanted: number[]) => ({ path: [name], test: { is: 'any-of', ids: wanted } })

    assert.deepEqual(
      await where(
        'status=1&@sort=-activity&@dispname=Easy%20issues&@group=priority&@columns=id,activity,title,creator,status&keywords=6&@action=search&@pagesize=50&@startwith=0&@filter=',
      ),
      { all: [ids('status', 1), ids('keywords', 6)] },
    )
    assert.deepEqual(
      await where(
        '@columns=id,title&@sort=-activity&components=25&status=4&nosy=1309&activity=from+2009-04-25+to+2009-04-26',
      ),
      {
        all: [
          ids('components', 25),
          ids('status', 4),
          ids('nosy', 1309),
          { path: ['activity'], test: date('2009-04-25', '2009-04-26') },
        ],
      },
    )
    assert.deepEqual(
      await where(
        '%40filter=status&%40action=searchid&ignore=file%3Acontent&%40search_text=TERM&submit=search&status=-1%2C1%2C2%2C3',
      ),
      {
        all: [{ any: [ids('status', 1, 2, 3), { path: ['status'], test: { is: 'unset' } }] }],
      },
    )
    assert.deepEqual(await where('components=Documentation&status=open,pending'), {
      all: [ids('components', 4), ids('status', 1, 3)],
    })
  }),
)

test(
  'every list that a tracker links to can be read',
  withTracker('python-dev', async ({ operations, tracker, admin }) => {
    const { home = '', menu = [], searchScopes = [] } = tracker.views
    for (const query of [home, ...menu.map((one) => one.query), ...searchScopes.map((one) => one.query)]) {
      const { faults, unknownColumns } = await parseIndexUrl(
        new URLSearchParams(query),
        tracker,
        'issue',
        operations.parseContext(admin),
      )
      assert.deepEqual([faults, unknownColumns], [[], []], query)
    }
  }),
)

test(
  'words find names by what is clear of them, and rows come',
  withTracker('python-dev', async ({ operations, tracker, admin, anonymous, create }) => {
    await create('issue', { title: 'open one', status: 'open', components: ['asyncio'], versions: ['Python 3.11'] })
    await create('issue', { title: 'closed one', status: 'closed', components: ['asyncio'] })
    const titles = async (text: string, actor = anonymous) => {
      const { spec, faults } = await parseWords(text, tracker, 'issue', operations.parseContext(actor))
      assert.deepEqual(faults, [], text)
      const page = await operations.page(actor, {
        className: 'issue',
        where: spec.where,
        order: spec.sort,
        columns: [['title']],
        limit: 10,
      })
      return page.rows.map(({ cells }) => cells[0])
    }

    assert.deepEqual(await titles('is:open component:asyncio version:3.11 -keyword:easy created:>2020-01-01'), [
      'open one',
    ])
    assert.deepEqual(await titles('component:asyncio sort:-id'), ['closed one', 'open one'])
    assert.deepEqual(await titles('is:closed no:versions'), ['closed one'])
    assert.deepEqual(await titles('author:@me', admin), ['open one', 'closed one'])
    assert.deepEqual(await titles('msgcount:>0'), [])
    assert.deepEqual(await titles('msgcount:<=0 id:1..9'), await titles(''))
  }),
)
