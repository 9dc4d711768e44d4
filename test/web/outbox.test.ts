import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storeMail } from '../../src/store/outbox/mails.ts'
import { sharedSite } from './site.ts'
import type { SiteForTest } from './site.ts'

const site = await sharedSite('minimal')
const demo = await sharedSite('minimal', { demo: 'This is a demo.' })

async function mail({ database }: SiteForTest, subject: string, holdsSecret = false): Promise<number> {
  return storeMail(database.sql, {
    kind: holdsSecret ? 'password' : 'change',
    messageId: '<1@muster.example>',
    about: { className: 'issue', id: 1 },
    subject,
    content: {
      headers: [['In-Reply-To', '<first@muster.example>']],
      fromName: 'Ada',
      text: 'Key: 4711\n<script>alert(1)</script>\nhttps://tracker.example/issue1\n',
      html: '<b>Never shown</b>',
      attachments: [{ name: 'a<b>.txt', type: 'text/plain', hash: '00' }],
    },
    holdsSecret,
    recipients: [
      { userId: null, address: 'bo@muster.example', reason: 'nosy', because: null, state: 'kept' },
      { userId: null, address: 'cy@muster.example', reason: 'author', because: null, state: 'held' },
    ],
  })
}

test('the outbox is for administrators', async () => {
  const id = await mail(site, 'Valve <leaks>')
  const [boss, ada] = [await site.member('boss', 'Admin'), await site.member('ada')]

  const page = await boss.get('/outbox')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, new RegExp(`<a href="/outbox\\?mail=${id}"><bdi>Valve &lt;leaks&gt;</bdi></a>`))
  assert.match((await boss.get('/')).body, /<a href="\/outbox">Outbox<\/a>/)

  for (const path of ['/outbox', `/outbox?mail=${id}`]) {
    assert.equal((await ada.get(path)).statusCode, 403)
    assert.equal((await site.visitor.get(path)).statusCode, 401)
  }
  assert.doesNotMatch((await ada.get('/')).body, /\/outbox/)
})

test('a mail is shown with its readers, headers and text, and nothing in it is active', async () => {
  const boss = await site.member('chief', 'Admin')
  const { body } = await boss.get(`/outbox?mail=${await mail(site, 'Pump hums')}`)

  for (const shown of [
    'bo@muster.example',
    'cy@muster.example',
    'In-Reply-To',
    '&lt;first@muster.example&gt;',
    'a&lt;b&gt;.txt',
  ])
    assert.ok(body.includes(shown), shown)
  assert.match(
    body,
    /<pre>Key: 4711\n&lt;script&gt;alert\(1\)&lt;\/script&gt;\nhttps:\/\/tracker\.example\/issue1\n<\/pre>/,
  )
  assert.doesNotMatch(body, /Never shown/)
  assert.equal((await boss.get('/outbox?mail=99999')).statusCode, 404)
})

test('mails are listed by state, and page by page', async () => {
  const boss = await site.member('pager', 'Admin')
  for (let index = 0; index < 60; index++) await mail(site, `Mail number ${index}`)

  const first = (await boss.get('/outbox?state=held')).body
  assert.match(first, /Mail number 59</)
  assert.doesNotMatch(first, /Mail number 9</)
  const older = /<a href="([^"]+)" rel="next">/.exec(first)![1]!.replaceAll('&amp;', '&')
  assert.match((await boss.get(older)).body, /Mail number 9</)
  assert.match((await boss.get('/outbox?state=bounced')).body, /None of that state/)
  assert.equal((await boss.get('/outbox?state=lost')).statusCode, 400)
})

test("a secret is its reader's own; in a demo, where no mail goes out, everybody who is logged in sees all", async () => {
  const boss = await site.member('secretary', 'Admin')
  const hidden = (await boss.get(`/outbox?mail=${await mail(site, 'Your password', true)}`)).body
  assert.match(hidden, /It held a secret/)
  assert.doesNotMatch(hidden, /4711/)

  const ada = await demo.member('ada')
  const id = await mail(demo, 'Your password', true)
  assert.match((await ada.get(`/outbox?mail=${id}`)).body, /4711/)
  assert.match(
    (await demo.visitor.get('/')).body,
    /No mail leaves it: what would be sent is in the <a href="\/outbox">/,
  )
  assert.equal((await demo.visitor.get('/outbox')).statusCode, 401)
})
