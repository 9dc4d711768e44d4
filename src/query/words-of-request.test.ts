import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleContext, sampleKeys, sampleTracker } from '../../test/support/sample-tracker.ts'
import type { Condition } from '../schema/filter-spec.ts'
import { parseIndexUrl } from './parse-index-url.ts'
import { parseWords } from './parse-words.ts'
import { wordsOfRequest } from './words-of-request.ts'

const parse = (query: string) => parseIndexUrl(new URLSearchParams(query), sampleTracker, 'issue', sampleContext)
const words = async (query: string): Promise<string | null> => {
  const request = await parse(query)
  return wordsOfRequest(request, request, sampleTracker, sampleContext, sampleKeys)
}

test('filters of a URL are said in words, by names', async () => {
  assert.equal(await words('status=1&components=4,6'), 'status:open components:asyncio,"Library (Lib)"')
  assert.equal(await words('status=open,3'), 'status:open,pending')
  assert.equal(await words('assignee=@me&creator=vera'), 'assignee:@me creator:vera')
  assert.equal(await words('assignee=-1&keywords=-1'), 'no:assignee no:keywords')
  assert.equal(await words('title=a&title=b+c'), 'title:a title:"b c"')
  assert.equal(await words('blocked=yes&votes=5&id=12,14'), 'blocked:yes votes:5 id:12,14')
  assert.equal(await words('creation=2020'), 'creation:2020')
  assert.equal(await words('keywords=6'), 'keywords:"a,b"')
  assert.equal(await words('creator.username=ver'), 'creator.username:ver')
})

test('so are texts and the order', async () => {
  assert.equal(
    await words('status=1&@search_text=float+"a+b"&ignore=file:content'),
    'status:open float "a b" -in:files',
  )
  assert.equal(await words('status=1&@sort=-activity&@group=priority'), 'status:open group:priority sort:-activity')
  assert.equal(await words('status=1&q=typo+is:closed'), 'status:open typo is:closed')
  assert.equal(await words('status=1&q=sort:-id'), 'status:open sort:-id')
  assert.equal(await words('status=1&q=sort:-id&@sort=title'), null)
})

test('what words can’t say has none', async () => {
  for (const query of [
    'status=-1,1',
    'keywords=1,2,-3',
    'keyword=3',
    'status=1&q=status:closed',
    'status=1&@search_text=is:open',
    'status=nonsense',
    'phone=1',
  ])
    assert.equal(await words(query), null, query)
})

const flat = (condition: Condition): readonly Condition[] =>
  'all' in condition ? condition.all.flatMap(flat) : [condition]
const sorted = (condition: Condition): readonly string[] =>
  [...new Set(flat(condition).map((one) => JSON.stringify(one)))].sort()

test('words read back as what the URL asked for', async () => {
  const pair = fc.oneof(
    fc.tuple(fc.constantFrom('status', 'priority'), fc.constantFrom('1', '2', '3', '-1', '1,2', '@me', 'open')),
    fc.tuple(fc.constantFrom('components', 'keywords', 'versions'), fc.constantFrom('1', '4', '5,6', '1,-2', '3.12')),
    fc.tuple(fc.constantFrom('assignee', 'nosy', 'creator'), fc.constantFrom('@me', 'vera', '4', '3,1', '-1', '99')),
    fc.tuple(fc.constantFrom('title', 'q', '@search_text', 'creator.username'), fc.string({ maxLength: 8 })),
    fc.tuple(fc.constantFrom('creation', 'due'), fc.constantFrom('2020', '-2w;', 'from 2020 to 2021', '-', ';2020')),
    fc.tuple(fc.constantFrom('votes', 'effort', 'id'), fc.constantFrom('1', '1,5', '1.5', '-1', 'from 1 to 5')),
    fc.tuple(fc.constantFrom('estimate', 'blocked'), fc.constantFrom('1d', '1d;2d', 'yes', '0', 'no')),
    fc.tuple(fc.constantFrom('@sort', '@group'), fc.constantFrom('-activity', 'id,-title', 'priority')),
  )
  let said = 0
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 4 }), async (pairs) => {
      const request = await parse(new URLSearchParams(pairs).toString())
      const text = await wordsOfRequest(request, request, sampleTracker, sampleContext, sampleKeys)
      if (text === null) return
      said += 1
      const { spec, faults } = await parseWords(text, sampleTracker, 'issue', sampleContext)
      assert.deepEqual(faults, [])
      assert.deepEqual(sorted(spec.where), sorted(request.spec.where))
      assert.deepEqual([spec.search, spec.sort, spec.group], [request.spec.search, request.sort, request.group])
    }),
    { numRuns: 600 },
  )
  assert.ok(said > 100, String(said))
})
