import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'

const site = await sharedSite('python-dev')
const { create, operations } = site
const [ada, bo, boss] = [await site.member('ada'), await site.member('bo'), await site.member('boss', 'Admin')]
const issue = await create('issue', { title: 'Valve <leaks>' })
const query = await create('query', { klass: 'issue', name: 'Valves', url: '@search_text=valve' })
const hidden = await create('query', { klass: 'issue', name: 'Secret plans', url: '', private_for: 1 })
const component = await operations.lookup(site.admin, 'component', 'asyncio')

const settingsOf = (who: typeof ada) => operations.mailPreferences.of(who.actor, who.actor.userId!)

test('people see and set how they are told; what is no way to be told is refused', async () => {
  const page = await ada.get('/mail')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Sent to ada@muster\.example/)
  assert.match(page.body, /name="told" value="every" checked/)

  const saved = await ada.post('/mail', { '@action': 'tell', told: 'weekly', own: 'no' })
  assert.deepEqual([saved.statusCode, saved.headers.location], [303, '/mail'])
  const { told, own } = await settingsOf(ada)
  assert.deepEqual([told, own], ['weekly', false])
  assert.match((await ada.get('/mail')).body, /name="told" value="weekly" checked/)

  const refused = await ada.post('/mail', { '@action': 'tell', told: 'hourly', own: '' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /&quot;hourly&quot; is no way to be told/)
  assert.equal((await settingsOf(ada)).told, 'weekly')
})

test("nobody but an administrator sees or changes another's; a visitor has none", async () => {
  const user = String(ada.actor.userId)
  for (const who of [bo, site.visitor]) {
    assert.ok([401, 403].includes((await who.get(`/mail?user=${user}`)).statusCode))
    const answer = await who.post('/mail', { '@action': 'tell', user, told: 'none', own: '' })
    assert.ok([401, 403].includes(answer.statusCode), String(answer.statusCode))
  }
  assert.equal((await site.visitor.get('/mail')).statusCode, 401)
  assert.match((await boss.get(`/mail?user=${user}`)).body, /Mail for <bdi>ada/)
  await boss.post('/mail', { '@action': 'tell', user, told: 'every', own: '' })
  assert.equal((await settingsOf(ada)).told, 'every')
})

test('a form from another site changes nothing', async () => {
  const foreign = { origin: 'https://elsewhere.example' }
  assert.equal((await ada.post('/mail', { '@action': 'tell', told: 'none', own: '' }, foreign)).statusCode, 403)
  assert.equal((await settingsOf(ada)).told, 'every')
})

test('the page of an issue mutes it and unmutes it, for who is logged in', async () => {
  assert.match((await ada.get(`/issue${issue.id}`)).body, />Mute</)
  assert.doesNotMatch((await site.visitor.get(`/issue${issue.id}`)).body, />Mute</)
  const node = `issue${issue.id}`
  const answer = await ada.post('/mail', { '@action': 'mute', node, back: 'node' })
  assert.equal(answer.headers.location, `/${node}`)
  assert.match((await ada.get(`/${node}`)).body, /Muted: no mail of it.*>Unmute</)
  assert.match((await ada.get('/mail')).body, /Valve &lt;leaks&gt;/)
  await ada.post('/mail', { '@action': 'unmute', node })
  assert.deepEqual((await settingsOf(ada)).muted, [])

  assert.equal((await ada.post('/mail', { '@action': 'mute', node: 'issue999' })).statusCode, 404)
  assert.equal((await ada.post('/mail', { '@action': 'mute', node: `component${component}` })).statusCode, 400)
})

test('a component is followed from its page, a query by its name; with a mode of its own', async () => {
  const page = `/component${component}`
  assert.match((await ada.get(page)).body, />Follow</)
  await ada.post('/mail', { '@action': 'follow', node: page.slice(1), told: 'every', back: 'node' })
  assert.match((await ada.get(page)).body, /You follow this\..*>Stop following</)
  await ada.post('/mail', { '@action': 'follow', class: 'query', name: 'Valves', told: 'daily' })
  const { followed } = await settingsOf(ada)
  assert.deepEqual(
    followed.map(({ label, told }) => [label, told]),
    [
      ['asyncio', 'every'],
      ['Valves', 'daily'],
    ],
  )
  await ada.post('/mail', { '@action': 'follow', node: `query${query.id}`, told: 'messages' })
  await ada.post('/mail', { '@action': 'unfollow', node: page.slice(1) })
  assert.deepEqual(
    (await settingsOf(ada)).followed.map(({ label, told }) => [label, told]),
    [['Valves', 'messages']],
  )
})

test('what can not be seen, or is nothing to follow, is refused, and what was typed stays', async () => {
  for (const name of ['Secret plans', String(hidden.id), 'nothing <of> the kind']) {
    const answer = await bo.post('/mail', { '@action': 'follow', class: 'query', name, told: 'daily' })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /There is no query/)
    assert.ok(answer.body.includes(`value="${name.replace('<', '&lt;').replace('>', '&gt;')}"`))
  }
  for (const node of [`issue${issue.id}`, 'user1', 'nosuch1'])
    assert.equal((await bo.post('/mail', { '@action': 'follow', node, told: 'every' })).statusCode, 400)
  assert.deepEqual((await settingsOf(bo)).followed, [])
})
