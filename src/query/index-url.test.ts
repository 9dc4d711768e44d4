import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleContext, sampleTracker } from '../../test/support/sample-tracker.ts'
import type { Condition } from '../schema/filter-spec.ts'
import { ME, NOTHING } from '../schema/filter-spec.ts'
import { parseIndexUrl } from './parse-index-url.ts'
import { printIndexUrl } from './print-index-url.ts'

const parse = (query: string, className = 'issue') =>
  parseIndexUrl(new URLSearchParams(query), sampleTracker, className, sampleContext)
const ids = (name: string, ...wanted: number[]): Condition => ({
  path: name.split('.'),
  test: { is: 'any-of', ids: wanted },
})
const whereOf = async (query: string): Promise<Condition> => {
  const { spec, faults } = await parse(query)
  assert.deepEqual(faults, [], query)
  return spec.where
}
const faultsOf = async (query: string): Promise<string> =>
  (await parse(query)).faults.map(({ message }) => message).join('; ')

test('special parameters are read with every prefix', async () => {
  for (const prefix of ['@', ':', '%40', '%3A']) {
    const request = await parse(
      `${prefix}columns=id,activity,title&${prefix}sort=-activity&${prefix}group=priority&${prefix}pagesize=20&${prefix}startwith=40` +
        `&${prefix}dispname=Easy%20issues&${prefix}search_text=float+parse&${prefix}filter=status&status=1`,
    )
    assert.deepEqual(request.columns, ['id', 'activity', 'title'])
    assert.deepEqual(request.spec.sort, [{ path: ['activity'], descending: true }])
    assert.deepEqual(request.spec.group, [{ path: ['priority'], descending: false }])
    assert.deepEqual(
      [request.pageSize, request.startWith, request.displayName, request.searchText],
      [20, 40, 'Easy issues', 'float parse'],
    )
    assert.deepEqual(request.spec.where, { all: [ids('status', 1)] })
    assert.equal(request.spec.search?.terms.length, 2)
  }
})

test('links that the world has mean what their authors meant', async () => {
  const easy =
    'status=1&@sort=-activity&@dispname=Easy%20issues&@group=priority&@columns=id,activity,title,creator,status&keywords=2&@action=search&@pagesize=50&@startwith=0&@filter='
  assert.deepEqual(await whereOf(easy), { all: [ids('status', 1), ids('keywords', 2)] })

  const search =
    '%40columns=id%2Cactivity%2Ctitle&%40sort=-activity&%40filter=status&%40action=searchid&ignore=file%3Acontent&%40search_text=TERM&submit=search&status=-1%2C1%2C2%2C3'
  assert.deepEqual(await whereOf(search), {
    all: [
      {
        any: [
          { path: ['status'], test: { is: 'any-of', ids: [1, 2, 3] } },
          { path: ['status'], test: { is: 'unset' } },
        ],
      },
    ],
  })
  assert.deepEqual((await parse(search)).spec.search, {
    terms: [{ is: 'word', text: 'TERM', excluded: false }],
    ignoreFiles: true,
  })

  assert.deepEqual(
    await whereOf(
      '@columns=id,title&@sort=-activity&components=4&status=1&nosy=3&activity=from+2009-04-25+to+2009-04-26',
    ),
    {
      all: [
        ids('components', 4),
        ids('status', 1),
        ids('nosy', 3),
        {
          path: ['activity'],
          test: { is: 'date', range: { from: new Date('2009-04-25'), to: new Date('2009-04-26') } },
        },
      ],
    },
  )
  assert.deepEqual(await whereOf('@template=search&status=1'), { all: [ids('status', 1)] })
})

test('with a list in @filter only what it names filters', async () => {
  assert.deepEqual(await whereOf('@filter=status&status=1&priority=2'), { all: [ids('status', 1)] })
  assert.deepEqual(await whereOf('@filter=status,id&status=1&priority=2&id=3,4&nonsense=1'), {
    all: [ids('status', 1), ids('id', 3, 4)],
  })
  assert.deepEqual(await whereOf('@filter=status&status=1&priority=2&@action=search'), {
    all: [ids('status', 1), ids('priority', 2)],
  })
  assert.deepEqual(await whereOf('status=&priority=2&@filter='), { all: [ids('priority', 2)] })
})

test('keys, @current_user, repeated and transitive values are read', async () => {
  assert.deepEqual(await whereOf('status=open,pending&status=2'), { all: [ids('status', 1, 3, 2)] })
  assert.deepEqual(await whereOf('assignee=@current_user'), {
    all: [{ path: ['assignee'], test: { is: 'any-of', ids: [ME] } }],
  })
  assert.deepEqual(await whereOf('messages.author=vera&nosy.username=ver'), {
    all: [ids('messages.author', 3), { path: ['nosy', 'username'], test: { is: 'containing', text: 'ver' } }],
  })
  assert.deepEqual(await whereOf('keywords=1,2,-3,-2'), {
    all: [{ path: ['keywords'], test: { is: 'expression', expression: { not: { and: [{ id: 1 }, { id: 2 }] } } } }],
  })
})

test('a search cuts the text for a string into words, a plain link does not', async () => {
  const containing = (text: string): Condition => ({ path: ['title'], test: { is: 'containing', text } })
  assert.deepEqual(await whereOf('title=a+b'), { all: [containing('a b')] })
  assert.deepEqual(await whereOf('title="a+b"+c&@action=search'), {
    all: [{ all: [containing('a b'), containing('c')] }],
  })
  assert.deepEqual(await whereOf("title=it's+off&@action=search"), {
    all: [{ all: [containing("it's"), containing('off')] }],
  })
})

test('sorting is read in its numbered form and with directions', async () => {
  const { spec } = await parse('@sort0=activity&@sortdir0=on&@sort1=priority&@group0=status')
  assert.deepEqual(spec.sort, [
    { path: ['activity'], descending: true },
    { path: ['priority'], descending: false },
  ])
  assert.deepEqual(spec.group, [{ path: ['status'], descending: false }])
  assert.deepEqual((await parse('@sort=activity,+id&@sortdir=1')).sort, [
    { path: ['activity'], descending: true },
    { path: ['id'], descending: false },
  ])
  assert.deepEqual((await parse('@sort=-assignee.username')).sort, [
    { path: ['assignee', 'username'], descending: true },
  ])
})

test('what can not be read is a fault, and then nothing matches', async () => {
  for (const [query, message] of [
    ['status=nosuch', /status: there is no status "nosuch"/],
    ['stauts=1', /issue has no property "stauts", did you mean status\?/],
    ['@filter=stauts&stauts=1', /did you mean status/],
    ['activity=garbage', /activity: "garbage" is no range of dates/],
    ['id=abc', /id: "abc" is no id/],
    ['keywords=1,-3', /keywords: The operator -3 \(and\) at position 2/],
    ['dependson.keyword=1,-2', /dependson.keyword: "1,-2" is an expression/],
    ['title.x=1', /title is no link/],
    ['q=componnt:x', /there is no word componnt:, did you mean component/],
  ] as const) {
    const { spec, faults } = await parse(query)
    assert.match(faults[0]!.message, message)
    assert.ok(spec.where === NOTHING || ('all' in spec.where && spec.where.all.includes(NOTHING)), query)
  }
  assert.match(await faultsOf('@sort=nosuch'), /^sort: issue has no property "nosuch"/)
  await assert.rejects(parse('', 'nosuch'), { code: 'not-found' })
})

test('numbers that are none, sizes beyond the limit and columns that are none do no harm', async () => {
  const request = await parse(
    '@pagesize=lots&@startwith=-5&@columns=id,nosuch,assignee.username&@sort=&utm_source=x&submit=1',
  )
  assert.deepEqual([request.pageSize, request.startWith], [50, 0])
  assert.deepEqual([request.columns, request.unknownColumns], [['id', 'assignee.username'], ['nosuch']])
  assert.deepEqual(request.faults, [])
  assert.equal((await parse('@pagesize=99999')).pageSize, 1000)
  assert.equal((await parse('@startwith=999999')).startWith, 100_000)
  assert.equal((await parse('')).columns, null)
})

test('words and filters in one URL both hold, and the sort of the URL wins', async () => {
  const { spec } = await parse('status=1&q=component:asyncio+sort:id+wait_for&@sort=-activity&@search_text=crash')
  assert.deepEqual(spec.where, { all: [ids('status', 1), { all: [ids('components', 4)] }] })
  assert.deepEqual(spec.sort, [{ path: ['activity'], descending: true }])
  assert.deepEqual(
    spec.search?.terms.map((term) => term.text),
    ['crash', 'wait_for'],
  )
})

test('the words box has two names', async () => {
  assert.deepEqual((await parse('q=is:open')).spec, (await parse('@words=is:open')).spec)
  assert.equal(printIndexUrl(await parse('@words=is:open')), 'q=is:open')
})

test('a printed URL keeps keys and relative dates, and says no more than it must', async () => {
  const query =
    '@columns=id,title&@sort=-activity,id&@group=priority&@filter=status,activity&status=open,-1&activity=-1w;&@dispname=My+list'
  assert.equal(printIndexUrl(await parse(query)), query.replace('-1w;', '-1w%3B'))
  assert.equal(printIndexUrl(await parse('status=1&@pagesize=50&@startwith=0&junk=')), '@filter=status&status=1')
  const next = printIndexUrl(await parse('status=1'), { startWith: 50, sort: [{ path: ['id'], descending: true }] })
  assert.equal(next, '@sort=-id&@filter=status&status=1&@startwith=50')
})

test('a printed URL reads back as the same, whatever was in it', async () => {
  const name = fc.constantFrom(
    '@columns',
    ':sort',
    '@group',
    '@filter',
    '@search_text',
    '@pagesize',
    '@startwith',
    '@dispname',
    '@action',
    'q',
    '@sort0',
    '@sortdir0',
    'ignore',
    'status',
    'title',
    'activity',
    'components',
    'id',
    'messages.author',
    'votes',
    'estimate',
    'blocked',
    'zzz',
  )
  const value = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '-activity',
      'status,title',
      '1',
      '-1',
      'search',
      'file:content',
      '2020',
      '-1w;',
      'is:open',
      '"a b" c',
      '1,2,-3',
      'yes',
      '',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 8 }), async (pairs) => {
      const first = await parse(new URLSearchParams(pairs).toString())
      const printed = printIndexUrl(first)
      const second = await parse(printed)
      assert.equal(printIndexUrl(second), printed)
      if (first.faults.length === 0) assert.deepEqual(second.spec, first.spec)
    }),
    { numRuns: 400 },
  )
})
