import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'

async function prepared(base: string) {
  const site = await sharedSite('minimal', { base })
  const { create, member } = site
  const ada = await member('ada')
  const issue = await create('issue', { title: 'float() rejects "1_0" <b>', keywords: ['patch'], assignee: 'ada' })
  const message = await create('msg', {
    content: 'See issue1 & <script>alert(1)</script>',
    author: ada.actor.userId!,
    date: new Date('2026-01-02T03:04:05Z'),
  })
  await site.operations.set(site.admin, issue, { messages: [message.id] })
  return { ...site, ada }
}

// All of them before the first test: what they open is closed after the last one that is known by then.
const sites = [await prepared(''), await prepared('/tracker')]

for (const { base, visitor, ada } of sites) {
  const where = base === '' ? 'at the root' : 'below a path'

  test(`every page answers, ${where}`, async () => {
    const paths = [
      '/',
      '/home',
      '/index',
      '/issue',
      '/issue1',
      '/issue0001',
      '/issue1abc',
      '/msg1',
      `/user${ada.actor.userId}`,
      '/user',
      '/status',
      '/status1',
      '/keyword1',
      '/msg',
      '/home?@template=login',
      '/home?@template=classlist',
      '/issue?@template=search&status=1',
      '/issue?@template=index',
      '/issue?@template=index|search',
    ]
    for (const path of paths) {
      const answer = await visitor.get(path)
      assert.equal(answer.statusCode, 200, `${path}: ${answer.body.slice(0, 200)}`)
      assert.match(answer.headers['content-type'] as string, /^text\/html; charset=utf-8$/, path)
    }
  })

  test(`the issue's page shows what it has, escaped, ${where}`, async () => {
    const { body } = await visitor.get('/issue1')
    assert.match(body, /float\(\) rejects &quot;1_0&quot; &lt;b&gt;/)
    assert.match(body, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
    assert.doesNotMatch(body, /<script>alert/)
    assert.match(body, /patch/)
  })

  test(`every link and form of a page stays below the base, ${where}`, async () => {
    for (const path of [
      '/',
      '/issue1',
      '/issue',
      '/user1',
      '/issue?@template=item',
      '/home?@template=login',
      '/nothing',
    ])
      for (const who of [visitor, ada]) {
        const { body } = await who.get(path)
        const targets = [...body.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, target]) => target!)
        assert.ok(targets.length > 3, path)
        for (const target of targets)
          assert.ok(target.startsWith(`${base}/`) || target.startsWith('#'), `${path}: ${target}`)
      }
  })

  test(`what is not there is a page that says so, ${where}`, async () => {
    for (const path of [
      '/issue99',
      '/nothing',
      '/nothing1',
      '/issue2147483648',
      '/issue1/',
      '/msg99/x',
      '/status/x',
      '/issue/',
      '/a/b/c',
      '/user?x=1&@template=',
    ]) {
      const answer = await visitor.get(path)
      if (path.startsWith('/user?')) assert.equal(answer.statusCode, 400)
      else assert.equal(answer.statusCode, 404, path)
      assert.match(answer.body, /<h1>/, path)
    }
  })

  test(`HEAD says whether an item is there, ${where}`, async () => {
    assert.equal((await visitor.head('/issue1')).statusCode, 200)
    assert.equal((await visitor.head('/issue99')).statusCode, 404)
    assert.equal((await visitor.head('/issue1')).body, '')
    assert.equal((await visitor.head('/issue')).statusCode, 200)
  })
}

test('outside its path the tracker has no pages', async () => {
  const { visitor } = sites[1]!
  const at = (url: string) => visitor.request({ method: 'GET', url })
  assert.equal((await at('/')).statusCode, 404)
  assert.equal((await at('/issue1')).statusCode, 404)
  const answer = await at('/tracker')
  assert.equal(answer.statusCode, 301)
  assert.equal(answer.headers.location, '/tracker/')
  assert.equal((await at('/healthz/live')).statusCode, 200)
  assert.equal((await at('/tracker/healthz/live')).statusCode, 200)
})
