import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { PASSWORD, sharedSiteWithMail } from './site.ts'

const site = await sharedSiteWithMail('classic')
const { database } = site
const NEW = 'battery staple'

const ask = (typed: string, field = 'username') =>
  site.stranger().post('/user', { '@action': 'passrst', [field]: typed })
const set = (otk: string, password = NEW, again = password) =>
  site.stranger().post('/user', { '@action': 'passrst', otk, password, '@confirm@password': again })
const login = (name: string, password: string) =>
  site.stranger().post('/', { '@action': 'login', __login_name: name, __login_password: password })
const mails = async () =>
  Promise.all(
    (await site.mails()).map(async ({ to, raw }) => {
      const { subject, text = '' } = await PostalMime.parse(raw)
      return { to, subject, text, otk: /otk=([\w-]{43})/.exec(text)?.[1] ?? '', raw: raw.toString() }
    }),
  )

test('a lost password is set anew by a link that holds once, and every login ends', async () => {
  const ada = await site.member('ada')
  const asked = await ask('ada')
  assert.equal(asked.statusCode, 303)
  const [mail] = await mails()
  assert.deepEqual([mail!.to, mail!.subject], ['ada@muster.example', 'Confirm reset of password for Classic tracker'])
  const path = `/user?@template=forgotten&@action=passrst&otk=${mail!.otk}`
  assert.ok(mail!.text.includes(`http://tracker.example${path}`))
  assert.doesNotMatch(mail!.raw, /^List-/m)

  const page = await site.stranger().get(path)
  assert.match(page.body, /value="ada".*name="password"/s)
  assert.equal(page.headers['referrer-policy'], 'strict-origin')
  assert.equal((await site.stranger().get(path)).statusCode, 200, 'to look changes nothing')
  assert.equal((await login('ada', PASSWORD)).statusCode, 303)

  const unlike = await set(mail!.otk, NEW, 'other')
  assert.equal(unlike.statusCode, 400)
  assert.match(unlike.body, /Password and confirmation text do not match/)
  assert.equal((await set(mail!.otk, '')).statusCode, 400)
  const done = await set(mail!.otk)
  assert.equal(done.statusCode, 303)
  assert.match(done.headers.location!, /^\/home\?@template=login/)
  assert.match((await ada.get('/')).body, />Log in</, 'the login from before is over')
  assert.equal((await login('ada', PASSWORD)).statusCode, 403)
  assert.equal((await login('ada', NEW)).statusCode, 303)
  assert.equal((await set(mail!.otk, 'third time')).statusCode, 404)

  const [notice] = await mails()
  assert.equal(notice!.subject, 'The password of your account at Classic tracker was changed')
})

test('by address too, in any case, also an alternate one: the mail goes to it as it is stored', async () => {
  await site.person('bo', 'User', { address: 'bo@one.example', alternate_addresses: 'x@two.example\nBo@Two.example' })
  for (const [typed, to] of [
    ['BO@one.example', 'bo@one.example'],
    ['BO@TWO.example', 'Bo@two.example'],
  ] as const) {
    await ask(typed, 'address')
    const [mail, ...others] = await mails()
    assert.equal(others.length, 0)
    assert.equal(mail!.to, to)
    assert.match(mail!.text, /"bo"/)
  }
})

test('who is not there gets the same answer, and no mail goes out', async () => {
  const known = await ask('bo')
  await mails()
  await site.operations.retire(site.admin, { className: 'user', id: (await site.person('gone')).userId! })
  for (const typed of ['nobody', 'nobody@one.example', 'gone', 'anonymous', 'o@two.example', '%', 'bo@two.example\n']) {
    const unknown = await ask(typed)
    assert.deepEqual([unknown.statusCode, unknown.headers.location], [known.statusCode, known.headers.location])
    const sent = await mails()
    assert.equal(sent.length, typed.startsWith('bo@') ? 1 : 0, typed)
  }
  assert.equal((await ask('')).statusCode, 400)
})

test('a link ends with an hour, and with a password or an address that came after it', async () => {
  const cy = await site.person('cy')
  const fresh = async () => {
    await database.pool.query('delete from _throttle')
    await ask('cy')
    return (await mails()).at(-1)!.otk
  }
  const otk = await fresh()
  await database.pool.query(`update _account_token set expires_at = expires_at - interval '61 minutes'`)
  assert.equal((await set(otk)).statusCode, 404)

  const user = { className: 'user', id: cy.userId! }
  const before = await fresh()
  await site.operations.set(site.admin, user, { address: 'cy@new.example' })
  assert.equal((await set(before)).statusCode, 404)
  const older = await fresh()
  const newer = await fresh()
  assert.equal((await set(newer)).statusCode, 303)
  assert.equal((await set(older)).statusCode, 404)
  assert.equal((await set('A'.repeat(43))).statusCode, 404)
  assert.equal((await set('x')).statusCode, 404)
  await mails()
})

test('a password that is hashed anew at a login is told to nobody', async () => {
  await site.person('old', 'User', { password: '{plaintext}secret' })
  assert.equal((await login('old', 'secret')).statusCode, 303)
  assert.deepEqual(await mails(), [])
})
