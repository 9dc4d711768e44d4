import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackerDefinition } from '../../src/tracker.ts'
import minimal from '../../trackers/minimal/tracker.ts'
import { PASSWORD, sharedSite } from './site.ts'

const definition = minimal as unknown as TrackerDefinition
const { permissions } = definition
const grants = permissions.grants.filter(
  ({ role, permission }) => !(role === 'Anonymous' && permission === 'Web Access'),
)
const closed = await sharedSite({
  name: 'closed',
  definition: { ...definition, permissions: { ...permissions, grants } },
})
const secure = await sharedSite('minimal', { options: { baseUrl: 'https://tracker.example/bugs/' } })
const issue = await closed.create('issue', { title: 'For members' })
const ada = await closed.member('ada')

test('a tracker that is closed to visitors shows them the way in, and nothing else', async () => {
  const { visitor } = closed
  for (const path of [
    '/',
    '/issue',
    `/issue${issue.id}`,
    '/issue?@action=export_csv&@columns=id,title',
    '/nothing',
    '/user1',
  ]) {
    const answer = await visitor.get(path)
    assert.equal(answer.statusCode, 401, path)
    assert.doesNotMatch(answer.body, /For members/, path)
  }
  assert.match((await visitor.get('/')).body, /href="\/home\?@template=login/)
  assert.equal((await visitor.get('/home?@template=login')).statusCode, 200)
  const written = await visitor.post(`/issue${issue.id}`, { '@action': 'edit', title: 'x' })
  assert.ok([401, 403].includes(written.statusCode))
  assert.equal((await closed.stored(issue))['title'], 'For members')
})

test('a link in a mail works in front of a closed door', async () => {
  const { operations, server, visitor } = closed
  const userId = ada.actor.userId!
  const url = `/unsubscribe/${await operations.unsubscribeLinks.tokenFor({ is: 'mute', userId, node: issue })}`
  assert.equal((await visitor.get(url)).statusCode, 200)
  const answer = await server.app.inject({
    method: 'POST',
    url,
    payload: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.match(answer.body, new RegExp(`issue${issue.id} is muted`))
  assert.doesNotMatch(answer.body, /For members/)
  assert.equal((await visitor.get('/mail')).statusCode, 401)
})

test('members of a closed tracker see it', async () => {
  assert.match((await ada.get(`/issue${issue.id}`)).body, /For members/)
})

test('over https, cookies are for https alone, below the tracker’s path', async () => {
  await secure.person('ada', 'User', {
    password: (await closed.stored({ className: 'user', id: ada.actor.userId! }))['password'] as string,
  })
  const answer = await secure.visitor.request({
    method: 'POST',
    url: '/bugs/',
    headers: { origin: 'https://tracker.example', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      '@action': 'login',
      __login_name: 'ada',
      __login_password: PASSWORD,
      remember: 'yes',
    }).toString(),
  })
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/bugs/'])
  const cookie = (answer.headers['set-cookie'] as string[])[0]!
  assert.match(
    cookie,
    /^__Secure-muster_session_minimal=[\w-]{43}; Path=\/bugs\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  )
})
