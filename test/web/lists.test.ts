import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../../src/observe/log.ts'
import { sharedSite } from './site.ts'
import type { Visitor } from './site.ts'

const site = await sharedSite('minimal')
const { admin, create, operations, visitor } = site
const ada = await site.member('ada', 'User', { realname: 'Ada' })
const titles = ['asyncio hangs', 'json is slow', 'Crash in re', 'Typo in docs', 'float("1_0")']
for (const [index, title] of titles.entries())
  await create('issue', {
    title,
    status: index % 2 ? 'closed' : 'open',
    keywords: index === 1 ? ['patch', 'easy'] : [],
    ...(index === 2 && { assignee: 'ada' }),
  })
await create('issue', { title: 'A secret', private_for: 'ada' })

const shownBy = (body: string): string[] =>
  [...body.matchAll(/<th scope="row"><a href="[^"]*">(.*?)<\/a>/g)].map(([, title]) =>
    title!.replaceAll('&quot;', '"').replaceAll(/<\/?mark>/g, ''),
  )
const list = async (query: string, who: Visitor = visitor): Promise<string[]> => {
  const answer = await who.get(`/issue?${query}`)
  assert.equal(answer.statusCode, 200, `${query}: ${/<p class="notice error[^>]*>(.*?)<\/p>/.exec(answer.body)?.[1]}`)
  return shownBy(answer.body)
}

test('the home page shows the list that the tracker names', async () => {
  assert.deepEqual(shownBy((await visitor.get('/')).body), ['float("1_0")', 'Crash in re', 'asyncio hangs'])
})

test('Roundup’s addresses filter, sort, group and page', async () => {
  assert.deepEqual(await list('@filter=status&status=2&@sort=id'), ['json is slow', 'Typo in docs'])
  assert.deepEqual(await list(':filter=status&status=closed&:sort=-id'), ['Typo in docs', 'json is slow'])
  assert.deepEqual(await list('%40filter=keywords&keywords=1,2,-3&%40sort=id'), ['json is slow'])
  assert.deepEqual(await list('@sort=title&@pagesize=2&@startwith=1'), ['Crash in re', 'float("1_0")'])
  assert.deepEqual(await list('@group=-status&@sort=id'), [
    'json is slow',
    'Typo in docs',
    'asyncio hangs',
    'Crash in re',
    'float("1_0")',
  ])
  assert.deepEqual(await list('@sort0=status&@sortdir0=on&@sort1=title'), [
    'json is slow',
    'Typo in docs',
    'asyncio hangs',
    'Crash in re',
    'float("1_0")',
  ])
})

test('words in the box mean the same', async () => {
  assert.deepEqual(await list('q=is:open+sort:id'), ['asyncio hangs', 'Crash in re', 'float("1_0")'])
  assert.deepEqual(await list('q=is:closed+keyword:patch'), ['json is slow'])
  assert.deepEqual(await list('q=typo'), ['Typo in docs'])
  assert.deepEqual(await list('q=is:closed+-typo'), ['json is slow'])
})

test('a number in the box leads to its issue', async () => {
  for (const text of ['2', '%232', 'issue2', 'bpo-2', '+2+']) {
    const answer = await visitor.get(`/issue?q=${text}`)
    assert.deepEqual([answer.statusCode, answer.headers.location], [302, '/issue2'], text)
  }
  assert.equal((await visitor.get('/issue?q=99')).statusCode, 200)
  assert.equal((await visitor.get('/issue?q=6')).statusCode, 200, 'a secret one is not there')
  assert.equal((await ada.get('/issue?q=6')).headers.location, '/issue6')
})

test('bugs.python.org’s search box does too, and refuses to search for nothing', async () => {
  const search = (text: string) =>
    visitor.get(
      `/issue?@columns=id,title&@sort=-activity&@filter=status&@action=searchid&ignore=file%3Acontent&@search_text=${text}&submit=search&status=-1,1,2,3`,
    )
  assert.equal((await search('2')).headers.location, '/issue2')
  assert.deepEqual(shownBy((await search('typo')).body), ['Typo in docs'])
  const nothing = await search('')
  assert.equal(nothing.statusCode, 400)
  assert.match(nothing.body, /Missing search text/)
  assert.equal((await search(Array.from({ length: 51 }, () => 'x').join('+'))).statusCode, 400)
})

test('a mistake points at its place, says what would be right and shows no rows', async () => {
  const answer = await visitor.get('/issue?q=is:open+stats:closed')
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /<code>is:open <mark>stats<\/mark>:closed<\/code>/)
  assert.deepEqual(shownBy(answer.body), [])
  for (const query of ['status=nonsense', 'nonsense=1', 'activity=from+nonsense', 'id=abc', '@sort=nonsense']) {
    const wrong = await visitor.get(`/issue?${query}`)
    assert.equal(wrong.statusCode, 400, query)
    assert.deepEqual(shownBy(wrong.body), [], query)
  }
})

test('a list leads on to its next page and back', async () => {
  const { body } = await visitor.get('/issue?@sort=id&@pagesize=2&@startwith=2&@columns=id,title')
  const [previous, next] = ['prev', 'next'].map((rel) =>
    new RegExp(`href="([^"]*)" rel="${rel}"`).exec(body)![1]!.replaceAll('&amp;', '&'),
  )
  assert.deepEqual(shownBy((await visitor.get(previous!)).body), titles.slice(0, 2))
  assert.deepEqual(shownBy((await visitor.get(next!)).body), titles.slice(4))
  assert.match(body, /3–4 of 5/)
})

test('what somebody may not see is in no list, no count and no search', async () => {
  assert.equal((await list('@sort=id')).includes('A secret'), false)
  assert.equal((await list('@sort=id', ada)).includes('A secret'), true)
  const { body } = await visitor.get('/issue?q=secret')
  assert.doesNotMatch(body, /A secret/)
  assert.match((await visitor.get('/issue?@sort=id')).body, /1–5 of 5/)
})

test('a class that somebody may not see is refused, and one that is not there is not found', async () => {
  const closed = await sharedSite('python-dev')
  assert.equal((await closed.visitor.get('/query')).statusCode, 401)
  assert.match((await closed.visitor.get('/query')).body, /Log in/)
  const user = await closed.member('ada')
  assert.equal((await user.get('/query')).statusCode, 200)
  assert.equal((await user.get('/oic_registration')).statusCode, 403)
  assert.equal((await user.get('/nothing')).statusCode, 404)
})

test('a saved search is in its owner’s menu', async () => {
  const other = await sharedSite('python-dev')
  const grace = await other.member('grace')
  const query = await other.create(
    'query',
    { name: 'Mine & easy', klass: 'issue', url: '@filter=status&status=1' },
    grace.actor,
  )
  await other.operations.set(other.admin, { className: 'user', id: grace.actor.userId! }, { queries: [query.id] })
  assert.match(
    (await grace.get('/')).body,
    /href="\/issue\?@filter=status&amp;status=1&amp;@dispname=Mine%20%26%20easy">Mine &amp; easy</,
  )
  assert.doesNotMatch((await other.visitor.get('/')).body, /Mine &amp; easy/)
})

test('a number and a class lead to the item, as Roundup’s sidebar does', async () => {
  assert.equal((await visitor.get('/issue?@action=show&@type=issue&@number=2')).headers.location, '/issue2')
  assert.equal(
    (await visitor.post('/issue', { '@action': 'show', '@type': 'user', '@number': '1' })).headers.location,
    '/user1',
  )
  for (const number of ['', 'abc', '1;2', '99999999999'])
    assert.equal((await visitor.get(`/issue?@action=show&@type=issue&@number=${number}`)).statusCode, 400, number)
})

test('the address that documentation has for an issue leads to it', async () => {
  assert.equal((await visitor.get('/issue?@action=redirect&bpo=2')).headers.location, '/issue2')
  assert.equal((await visitor.get('/issue?@action=redirect&bpo=99')).statusCode, 404)
  assert.equal((await visitor.get('/issue?@action=redirect&bpo=6')).statusCode, 404)
  assert.equal((await visitor.get('/issue?@action=redirect&bpo=x')).statusCode, 400)
})

test('a random issue is an open one', async () => {
  for (let index = 0; index < 10; index++)
    assert.match((await visitor.get('/issue?@action=random')).headers.location as string, /^\/issue[135]$/)
})

test('a list of the tracker goes on without a value that was renamed, and says so', async () => {
  const lines: string[] = []
  const log = createLog('warn', { write: (line: string) => void lines.push(line) })
  const other = await sharedSite('minimal', { options: { log } })
  await other.create('issue', { title: 'Waits', status: 'pending' })
  await other.create('issue', { title: 'Is open', status: 'open' })
  const pending = (await other.operations.lookup(other.admin, 'status', 'pending'))!
  await other.operations.set(other.admin, { className: 'status', id: pending }, { name: 'waiting' })

  const home = await other.visitor.get('/')
  assert.equal(home.statusCode, 200)
  assert.deepEqual(shownBy(home.body), ['Is open'])
  assert.match(home.body, /names status &quot;pending&quot;, which is not there any more, so only open is asked for/)
  await other.visitor.get('/')
  assert.equal(lines.filter((line) => line.includes('pending')).length, 1, 'the log is told once')

  const open = (await other.operations.lookup(other.admin, 'status', 'open'))!
  await other.operations.retire(other.admin, { className: 'status', id: open })
  const unfiltered = await other.visitor.get('/')
  assert.deepEqual(shownBy(unfiltered.body), ['Is open', 'Waits'])
  assert.match(unfiltered.body, /so it asks for any status/)

  const own = await other.visitor.get('/issue?status=pending&q=typo')
  assert.equal(own.statusCode, 400, 'what a person asks for is told from what the tracker does')
  assert.deepEqual(shownBy(own.body), [])
  assert.match(own.body, /there is no status &quot;pending&quot;/)
  assert.match(own.body, /name="q" value="typo"/)
})

const boxOf = (body: string): string => unescaped(/name="q" value="([^"]*)"/.exec(body)![1]!)
const chipsOf = (body: string): string[] =>
  [...body.matchAll(/<li>([^<]*): <bdi>([^<]*)<\/bdi> <a href="([^"]*)"/g)].map(
    ([, title, text]) => `${title}: ${text}`,
  )
const unescaped = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')

test('the box holds the filters of an address in words, which find the same', async () => {
  for (const [query, words] of [
    ['@filter=status&status=2&@sort=id', 'status:closed sort:id'],
    ['status=open&keywords=-1&@sort=-activity', 'status:open no:keywords'],
    ['status=2&@search_text=typo', 'status:closed typo'],
    ['assignee=ada', 'assignee:ada'],
  ] as const) {
    const { body } = await ada.get(`/issue?${query}`)
    assert.equal(boxOf(body), words)
    assert.deepEqual(chipsOf(body), [])
    assert.notDeepEqual(shownBy(body), [])
    const again = await ada.get(`/issue?q=${encodeURIComponent(words)}`)
    assert.deepEqual(shownBy(again.body), shownBy(body), query)
    assert.equal(boxOf(again.body), words)
  }
})

test('filters that words can’t say stand above the list, and each can be taken away', async () => {
  const keyword = (await operations.lookup(admin, 'keyword', 'patch'))!
  const { body } = await visitor.get(`/issue?@filter=status,keywords&status=2,-1&keywords=${keyword}&@sort=id`)
  assert.deepEqual(shownBy(body), ['json is slow'])
  assert.equal(boxOf(body), '')
  assert.deepEqual(chipsOf(body), ['Status: closed, none', 'Keywords: patch'])
  const [, without] = [...body.matchAll(/<\/bdi> <a href="([^"]*)"/g)].map(([, href]) => unescaped(href!))
  assert.deepEqual(shownBy((await visitor.get(without!)).body), ['json is slow', 'Typo in docs'])
  const expression = await visitor.get('/issue?keywords=1,2,-3')
  assert.deepEqual(chipsOf(expression.body), ['Keywords: 1,2,-3'])
  const wrong = await visitor.get('/issue?status=nonsense&q=typo')
  assert.deepEqual([chipsOf(wrong.body), boxOf(wrong.body)], [['Status: nonsense'], 'typo'])
  assert.deepEqual(chipsOf((await visitor.get('/keyword?name=pat')).body), ['Name: pat'])
})

test('names that a reader may not see are neither in the box nor in the filters', async () => {
  const other = await sharedSite('python-dev')
  const grace = await other.member('grace', 'User', { realname: 'Grace' })
  const id = grace.actor.userId!
  assert.equal(boxOf((await grace.get(`/issue?nosy=${id}`)).body), 'nosy:grace')
  const { body } = await other.visitor.get(`/issue?nosy=${id}`)
  assert.equal(boxOf(body), '')
  assert.deepEqual(chipsOf(body), ['Nosy: Grace'])
  assert.doesNotMatch(body, /grace/)
})

test('a search says below a title where it hit, as far as its reader may read it', async () => {
  const dev = await sharedSite('python-dev')
  const coordinator = await dev.member('coordinator', 'User,Coordinator')
  const said = async (content: string, spambayes_score: number) =>
    (await dev.create('msg', { content, author: 1, date: new Date(), spambayes_score })).id
  const messages = [await said('A <b>quagga</b> grazes\nin zoo.py', 0.1), await said('Cheap numbat and quagga', 0.99)]
  await dev.create('issue', { title: 'The quagga & its zoo', messages })
  await dev.create('issue', { title: 'Only a quagga' })
  const snippets = async (who: Visitor, words: string): Promise<(string | undefined)[]> =>
    [...(await who.get(`/issue?@search_text=${words}&@sort=id`)).body.matchAll(/<tr[^>]*><.*?<\/tr>/gs)]
      .slice(1)
      .map(([row]) => /<p class="snippet">(.*?)<\/p>/.exec(row)?.[1])
  const shown = 'A &lt;b&gt;<mark>quagga</mark>&lt;/b&gt; grazes in zoo.py'
  assert.deepEqual(await snippets(dev.visitor, 'quagga'), [shown, undefined])
  assert.deepEqual(await snippets(dev.visitor, 'numbat'), [], 'what is spam finds nothing')
  assert.deepEqual(await snippets(coordinator, 'numbat'), ['Cheap <mark>numbat</mark> and quagga'])
  const { body } = await dev.visitor.get('/issue?@search_text=quagga')
  assert.match(body, /<a href="[^"]*">The <mark>quagga<\/mark> &amp; its zoo<\/a>/)
  assert.doesNotMatch((await dev.visitor.get('/issue')).body, /<mark>|snippet/)
})
