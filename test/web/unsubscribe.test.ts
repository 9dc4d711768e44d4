import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'

/** What mail programs post (RFC 8058). */
const ONE_CLICK = 'List-Unsubscribe=One-Click'
const site = await sharedSite('python-dev', { base: '/tracker' })
const { create, operations, server } = site
const { mailPreferences, unsubscribeLinks } = operations
const ada = await site.person('ada')
const userId = ada.userId!
const issue = await create('issue', { title: 'Valve leaks', nosy: [userId] })
const settings = () => mailPreferences.of(ada, userId)

/** As a mail program does it: no cookie, no origin, no login. */
const oneClick = (token: string, payload = ONE_CLICK) =>
  server.app.inject({
    method: 'POST',
    url: `/tracker/unsubscribe/${token}`,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const look = (token: string) => server.app.inject({ method: 'GET', url: `/tracker/unsubscribe/${token}` })
const undoIn = (body: string) => /action="\/tracker\/unsubscribe\/([^"]+)"/.exec(body)![1]!

test('one click mutes the issue at once, without a login, and can be undone', async () => {
  const token = await unsubscribeLinks.tokenFor({ is: 'mute', userId, node: issue })
  const answer = await oneClick(token)
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, new RegExp(`issue${issue.id} is muted`))
  assert.deepEqual(
    (await settings()).muted.map(({ designator }) => designator),
    [issue],
  )
  assert.equal((await oneClick(token)).statusCode, 200, 'again')

  const undone = await oneClick(undoIn(answer.body))
  assert.match(undone.body, /is not muted any more/)
  assert.deepEqual((await settings()).muted, [])
})

test('looking at the link changes nothing', async () => {
  const token = await unsubscribeLinks.tokenFor({ is: 'mute', userId, node: issue })
  const page = await look(token)
  assert.equal(page.statusCode, 200)
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.equal((await server.app.inject({ method: 'HEAD', url: `/tracker/unsubscribe/${token}` })).statusCode, 200)
  assert.deepEqual((await settings()).muted, [])
  await oneClick(undoIn(page.body))
  assert.equal((await settings()).muted.length, 1, 'its button does it')
})

test('a form may be sent as mail programs like it; one that says nothing of unsubscribing does nothing', async () => {
  const token = await unsubscribeLinks.tokenFor({ is: 'stop', userId })
  assert.equal((await oneClick(token, 'something=else')).statusCode, 400)
  assert.equal((await settings()).told, 'every')
  const multipart = await server.app.inject({
    method: 'POST',
    url: `/tracker/unsubscribe/${token}`,
    payload: '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  })
  assert.equal(multipart.statusCode, 200)
  assert.equal((await settings()).told, 'none')
})

test('a subscription ends, and comes back with its own mode', async () => {
  const node = await mailPreferences.named(ada, 'component', 'asyncio')
  await mailPreferences.follow(ada, userId, node, 'weekly')
  const ended = await oneClick(await unsubscribeLinks.tokenFor({ is: 'unfollow', userId, node }))
  assert.match(ended.body, new RegExp(`You don&#39;t follow component${node.id} any more`))
  assert.deepEqual((await settings()).followed, [])
  await oneClick(undoIn(ended.body))
  assert.equal((await settings()).followed[0]!.told, 'weekly')
})

test('a digest ends all mail about changes, and own changes stay as chosen', async () => {
  await mailPreferences.set(ada, userId, { told: 'daily', own: true })
  const ended = await oneClick(await unsubscribeLinks.tokenFor({ is: 'stop', userId }))
  assert.deepEqual([(await settings()).told, (await settings()).own], ['none', true])
  await oneClick(undoIn(ended.body))
  assert.equal((await settings()).told, 'daily')
})

test('a link that was altered, cut or made up is not found', async () => {
  const token = await unsubscribeLinks.tokenFor({ is: 'mute', userId, node: issue })
  await mailPreferences.unmute(ada, userId, issue)
  const signature = token.split('.').at(-1)!
  for (const wrong of [
    token.replace(`.${userId}.`, '.1.'),
    token.slice(0, -1),
    `${token}A`,
    `stop.${userId}.${signature}`,
    `mute.${userId}.issue${issue.id}.`,
    'x',
    '.',
  ])
    assert.equal((await oneClick(wrong)).statusCode, 404, wrong)
  assert.deepEqual((await settings()).muted, [])
})
