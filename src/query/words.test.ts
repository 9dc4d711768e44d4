import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleContext, sampleTracker } from '../../test/support/sample-tracker.ts'
import type { Condition, SearchTerm, Test } from '../schema/filter-spec.ts'
import { ME, NOTHING } from '../schema/filter-spec.ts'
import { parseWords, printWords } from './parse-words.ts'
import { parseSearchText } from './search-text.ts'

const parse = (text: string) => parseWords(text, sampleTracker, 'issue', sampleContext)
const asks = (path: string, asked: Test): Condition => ({ path: path.split('.'), test: asked })
const ids = (path: string, ...wanted: (number | typeof ME)[]): Condition => asks(path, { is: 'any-of', ids: wanted })

async function conditions(text: string): Promise<readonly Condition[]> {
  const { spec, faults } = await parse(text)
  assert.deepEqual(faults, [], text)
  return 'all' in spec.where ? spec.where.all : []
}
async function assertAsks(text: string, ...expected: Condition[]): Promise<void> {
  assert.deepEqual(await conditions(text), expected, text)
}
async function terms(text: string): Promise<readonly SearchTerm[]> {
  const { spec, faults } = await parse(text)
  assert.deepEqual(faults, [], text)
  return spec.search?.terms ?? []
}

test('words ask for properties in singular and plural and by what others call them', async () => {
  await assertAsks('component:asyncio', ids('components', 4))
  await assertAsks('components:asyncio', ids('components', 4))
  await assertAsks('Component:asyncio', ids('components', 4))
  await assertAsks('dependency:12', ids('dependencies', 12))
  await assertAsks('author:vera', ids('creator', 3))
  await assertAsks('nosy:vera', ids('nosy', 3))
  await assertAsks('nosy.username:ver', asks('nosy.username', { is: 'containing', text: 'ver' }))
  await assertAsks('keyword:red', ids('keyword', 1))
  await assertAsks('keywords:red', ids('keywords', 1))
  await assertAsks('assignee:@me', ids('assignee', ME))
  await assertAsks('blocks:5', ids('blocks', 5))
})

test('names are found before ids, quoted names whole', async () => {
  await assertAsks('version:3', ids('versions', 1))
  await assertAsks('version:3.12', ids('versions', 2))
  await assertAsks('keyword:7', ids('keyword', 5))
  await assertAsks('keyword:1', ids('keyword', 1))
  await assertAsks('component:"Library (Lib)"', ids('components', 6))
  await assertAsks('keyword:"a,b",red', ids('keyword', 6, 1))
})

test('a name need not be written out where it is clear', async () => {
  await assertAsks('component:lib', ids('components', 6))
  await assertAsks('component:ASYNCIO', ids('components', 4))
  await assertAsks('version:3.10', ids('versions', 4))
  await assertAsks('version:3.1', ids('versions', 3))
  await assertAsks('is:Pending', ids('status', 3))
  const refusal = async (text: string) => (await parse(text)).faults[0]?.message
  assert.equal(await refusal('version:3.11'), '"3.11" may be "Python 3.11" or "Jython 3.11": write it out')
  assert.equal(await refusal('component:asynico'), 'there is no component "asynico", did you mean asyncio?')
  assert.equal(await refusal('component:rary'), 'there is no component "rary", did you mean "Library (Lib)"?')
})

test('commas are alternatives, further words narrow, but a link has one value', async () => {
  await assertAsks('component:asyncio,Build', ids('components', 4, 5))
  await assertAsks('component:asyncio component:Build', ids('components', 4), ids('components', 5))
  await assertAsks('status:open status:pending', ids('status', 1, 3))
  await assertAsks('-status:open -status:pending', { not: ids('status', 1) }, { not: ids('status', 3) })
})

test('is, no and has ask for states and for what is unset', async () => {
  await assertAsks('is:closed', ids('status', 2))
  await assertAsks('is:open', { not: ids('status', 2) })
  await assertAsks('-is:open', { not: { not: ids('status', 2) } })
  await assertAsks('is:blocked', asks('blocked', { is: 'boolean', value: true }))
  await assertAsks('is:pending', ids('status', 3))
  await assertAsks('no:assignee', asks('assignee', { is: 'unset' }))
  await assertAsks('has:components', { not: asks('components', { is: 'unset' }) })
  await assertAsks('no:assignee,nosy', { any: [asks('assignee', { is: 'unset' }), asks('nosy', { is: 'unset' })] })
})

test('numbers are compared', async () => {
  const votes = (from: number | null, to: number | null) => asks('votes', { is: 'number', range: { from, to } })
  await assertAsks('votes:20', votes(20, 20))
  await assertAsks('votes:>=20', votes(20, null))
  await assertAsks('votes:>20', { all: [votes(20, null), { not: votes(20, 20) }] })
  await assertAsks('votes:<20', { all: [votes(null, 20), { not: votes(20, 20) }] })
  await assertAsks('votes:10..20', votes(10, 20))
  await assertAsks('votes:*..20', votes(null, 20))
  await assertAsks('votes:1,5..6', { any: [votes(1, 1), votes(5, 6)] })
  assert.equal((await conditions('msgcount:>20')).length, 1)
  await assertAsks('id:12,14', ids('id', 12, 14))
})

test('dates are compared by their whole days, ages by how long ago', async () => {
  const created = (from: string | null, to: string | null) =>
    asks('creation', {
      is: 'date',
      range: { from: from === null ? null : new Date(from), to: to === null ? null : new Date(to) },
    })
  await assertAsks('created:2020', created('2020-01-01', '2020-12-31T23:59:59.999Z'))
  await assertAsks('created:>2020-01-01', created('2020-01-02', null))
  await assertAsks('created:>=2020-01-01', created('2020-01-01', null))
  await assertAsks('created:<2020', created(null, '2019-12-31T23:59:59.999Z'))
  await assertAsks('created:<=2020', created(null, '2020-12-31T23:59:59.999Z'))
  await assertAsks('created:2020..2021-02', created('2020-01-01', '2021-02-28T23:59:59.999Z'))
  await assertAsks('created:2020..', created('2020-01-01', null))
  await assertAsks('created:"from 2020 to 2021"', created('2020-01-01', '2021-01-01'))
  await assertAsks('created:2020,2022', {
    any: [created('2020-01-01', '2020-12-31T23:59:59.999Z'), created('2022-01-01', '2022-12-31T23:59:59.999Z')],
  })
  await assertAsks('created:<=2w', created('2026-11-09T06:30:15Z', null))
  await assertAsks('created:>=2w', created(null, '2026-11-09T06:30:15Z'))
  await assertAsks('created:>=-2w', created('2026-11-09T06:30:15Z', null))
  await assertAsks('created:2w', created('2026-11-09T06:30:15Z', '2026-11-23T06:30:15.250Z'))
  await assertAsks('created:yesterday', created('2026-11-22', '2026-11-22T23:59:59.999Z'))
  await assertAsks(
    'updated:2020',
    asks('activity', { is: 'date', range: { from: new Date('2020-01-01'), to: new Date('2020-12-31T23:59:59.999Z') } }),
  )
})

test('intervals, booleans and strings are asked', async () => {
  assert.equal((await conditions('estimate:>1d')).length, 1)
  assert.equal((await conditions('estimate:1d..1w')).length, 1)
  await assertAsks('blocked:no', asks('blocked', { is: 'boolean', value: false }))
  await assertAsks('title:a,b', asks('title', { is: 'containing', text: 'a,b' }))
  await assertAsks('title:"a b"', asks('title', { is: 'containing', text: 'a b' }))
})

test('sorting and grouping are asked by words', async () => {
  const { spec } = await parse('sort:-activity sort:priority group:status')
  assert.deepEqual(spec.sort, [
    { path: ['activity'], descending: true },
    { path: ['priority'], descending: false },
  ])
  assert.deepEqual(spec.group, [{ path: ['status'], descending: false }])
  assert.deepEqual((await parse('sort:updated-desc')).spec.sort, [{ path: ['activity'], descending: true }])
  assert.deepEqual((await parse('sort:created-asc,-id')).spec.sort, [
    { path: ['creation'], descending: false },
    { path: ['id'], descending: true },
  ])
})

test('everything else is searched for', async () => {
  assert.deepEqual(await terms('wait_for "exact words" pre* -not -"two words" C++'), [
    { is: 'word', text: 'wait_for', excluded: false },
    { is: 'phrase', text: 'exact words', excluded: false },
    { is: 'prefix', text: 'pre', excluded: false },
    { is: 'word', text: 'not', excluded: true },
    { is: 'phrase', text: 'two words', excluded: true },
    { is: 'word', text: 'C++', excluded: false },
  ])
  for (const text of [
    'TypeError:foo',
    'http://example.org',
    'std::vector',
    'x: y',
    '*args',
    'f("x")',
    'asyncio.wait:3',
    'Title: x',
    '#12 x',
  ])
    assert.ok(
      (await terms(text)).every((term) => term.is === 'word' && !term.excluded),
      text,
    )
  assert.deepEqual(await terms('"component:asyncio"'), [{ is: 'phrase', text: 'component:asyncio', excluded: false }])
  assert.deepEqual(await terms(String.raw`"say \"hi\""`), [{ is: 'phrase', text: 'say "hi"', excluded: false }])
})

test('an excluded word that stands alone is searched for as it is written, with a note', async () => {
  const { spec, notes } = await parse('-v')
  assert.deepEqual(spec.search?.terms, [{ is: 'phrase', text: '-v', excluded: false }])
  assert.match(notes[0]!, /"-v" stands alone/)
  assert.deepEqual(await terms('-v is:open'), [{ is: 'word', text: 'v', excluded: true }])
})

test('-in:files leaves the contents of files out', async () => {
  assert.equal((await parse('crash -in:files')).spec.search?.ignoreFiles, true)
  assert.equal((await parse('crash')).spec.search?.ignoreFiles, false)
})

test('the name of one node is a place to go to', async () => {
  for (const text of ['12345', '#12345', 'bpo-12345', ' issue12345 '])
    assert.deepEqual((await parse(text)).jump, { className: 'issue', id: 12345 }, text)
  assert.deepEqual((await parse('msg5')).jump, { className: 'msg', id: 5 })
  for (const text of ['python3', '0', '99999999999', '12 13', 'gh-12', '3.12'])
    assert.equal((await parse(text)).jump, null, text)
})

test('a mistake points at its character and says what would be right', async () => {
  for (const [text, position, length, message] of [
    ['is:open componnt:asyncio', 8, 8, /no word componnt:, did you mean components?\?/],
    ['is:open  component:asynco', 19, 6, /there is no component "asynco"/],
    ['component:asyncio,nope', 18, 4, /no component "nope"/],
    ['is:shut', 3, 4, /is: takes open, closed, blocked or the name of a status, not "shut"/],
    ['no:thing', 3, 5, /no: takes a property of issue; "thing" is none/],
    ['sort:actvity', 5, 7, /did you mean activity\?/],
    ['created:soon', 8, 4, /"soon" is no/],
    ['votes:>x', 6, 2, /"x" is no integer/],
    ['component: x', 10, 0, /component: needs a value right behind it/],
    ['a "b c', 2, 4, /quotation that begins here has no end/],
    ['in:title', 3, 5, /in: takes files/],
    ['phone:1', 0, 5, /no word phone:/],
    ['secret:{SSHA}x', 0, 6, /no word secret:/],
    ['assignee:-1', 9, 2, /asked for by no:/],
    ['blocked:maybe', 8, 5, /neither yes nor no/],
  ] as const) {
    const { faults, spec } = await parse(text)
    assert.equal(faults.length, 1, text)
    assert.match(faults[0]!.message, message)
    assert.deepEqual([faults[0]!.from, faults[0]!.to], [position, position + length], text)
    assert.equal(spec.where, NOTHING)
  }
})

test('all mistakes are told at once', async () => {
  assert.deepEqual(
    (await parse('is:x created:y ok')).faults.map(({ from }) => from),
    [3, 13],
  )
})

const word = fc.oneof(
  fc.constantFrom(
    'is:open',
    '-component:asyncio',
    'component:"Library (Lib)",asyncio',
    'created:>2020..',
    '"a \\" b"',
    '-',
    '"',
    '"x',
    'a:b',
    ':',
    'sort:-id,',
  ),
  fc.string({ maxLength: 10 }),
  fc.stringMatching(/^[-"a-z:,\\ ]{0,12}$/),
)

test('printed words read back as the same, whatever was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(word).map((words) => words.join(' ')),
      async (text) => {
        const first = await parse(text)
        const printed = printWords(first.words)
        const second = await parse(printed)
        assert.equal(printWords(second.words), printed)
        assert.deepEqual(second.spec, first.spec)
      },
    ),
    { numRuns: 500 },
  )
})

test('a text for search alone knows no property words', () => {
  assert.deepEqual(parseSearchText('is:open -x "a b').terms, [
    { is: 'word', text: 'is:open', excluded: false },
    { is: 'word', text: 'x', excluded: true },
    { is: 'phrase', text: 'a b', excluded: false },
  ])
  assert.equal(parseSearchText('x '.repeat(1000)).terms.length, 50)
  assert.deepEqual(parseSearchText('   ').terms, [])
})

test('long junk is read quickly', async () => {
  for (const text of [
    '"'.repeat(50_000),
    '\\'.repeat(50_000),
    `"${'\\'.repeat(50_000)}`,
    'a:'.repeat(25_000),
    '-'.repeat(50_000),
    `x:${','.repeat(20_000)}`,
  ])
    await parse(text)
})
