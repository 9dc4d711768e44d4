import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import type { Response } from 'light-my-request'
import { stampFor } from '../../src/identity/form-stamp.ts'
import { createLog } from '../../src/observe/log.ts'
import { secretNamed } from '../../src/store/outbox/secrets.ts'
import { PASSWORD, sharedSiteWithMail } from './site.ts'
import type { Fields } from './site.ts'

const lines: string[] = []
const site = await sharedSiteWithMail('python-dev', {
  base: '/tracker',
  options: { log: createLog('trace', { write: (line: string) => void lines.push(line) }) },
})
const { database, sink } = site
await site.person('ada')

const stamp = async (ageMs = 10_000) => stampFor(await secretNamed(database.sql, 'form'), Date.now() - ageMs)
const fieldsOf = async (username: string, more: Fields = {}): Promise<Fields> => ({
  '@action': 'register',
  username,
  password: PASSWORD,
  '@confirm@password': PASSWORD,
  address: `${username}@elsewhere.example`,
  realname: 'Grace <H>',
  opaqueregister: await stamp(),
  ...more,
})
const register = async (username: string, more: Fields = {}): Promise<Response> =>
  site.stranger().post('/user', await fieldsOf(username, more))
const linkIn = (text: string): string => /http:\/\/tracker\.example\/tracker(\/\S+)/.exec(text)![1]!
const tokenIn = (text: string): string => /otk=([\w-]{43})/.exec(text)![1]!
const usersNamed = async (username: string) =>
  (
    await database.pool.query<{ id: number; roles: string }>('select id, roles from "user" where username = $1', [
      username,
    ])
  ).rows
/** The text of the one mail that came. */
const onlyMail = async () => {
  const [mail, ...others] = await site.mails()
  assert.ok(mail)
  assert.equal(others.length, 0)
  return { to: mail.to, raw: mail.raw.toString(), parsed: await PostalMime.parse(mail.raw) }
}

test('who registers gets a mail, and by the button of its page an account and a login', async () => {
  assert.match((await site.visitor.get('/user?@template=register')).body, /name="opaqueregister" value="\d+\./)
  const answer = await register('grace')
  assert.equal(answer.statusCode, 303)
  assert.match(answer.headers.location!, /^\/tracker\/user\?@template=rego_progress&registration=/)
  const { to, parsed, raw } = await onlyMail()
  assert.equal(to, 'grace@elsewhere.example')
  assert.equal(parsed.subject, 'Complete your registration to Python tracker')
  assert.match(raw, /^Auto-Submitted: auto-generated\r$/m)
  assert.doesNotMatch(raw, /^(?:List-|Precedence|Cc|Bcc)/im)
  assert.deepEqual(await usersNamed('grace'), [], 'nothing is there yet')

  const browser = site.stranger()
  const link = linkIn(parsed.text!)
  const page = await browser.get(link)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /value="grace".*grace@elsewhere\.example/s)
  assert.deepEqual([page.headers['referrer-policy'], page.headers['cache-control']], ['strict-origin', 'no-store'])
  assert.doesNotMatch(page.body, /href="[^"]*(?:otk|confrego)/, 'no other page is told of it')
  assert.deepEqual(await usersNamed('grace'), [], 'to look at the link changes nothing')

  const made = await browser.post('/user', { '@action': 'confrego', otk: tokenIn(link) })
  const [user] = await usersNamed('grace')
  assert.equal(made.headers.location, `/tracker/user${user!.id}`)
  assert.equal(user!.roles, 'User')
  assert.match((await browser.get(`/user${user!.id}`)).body, /You are now registered, welcome!.*Grace &lt;H&gt;/s)
  const login = { '@action': 'login', __login_name: 'grace', __login_password: PASSWORD }
  assert.equal((await site.stranger().post('/', login)).statusCode, 303)

  const again = await site.stranger().post('/user', { '@action': 'confrego', otk: tokenIn(link), username: 'other' })
  assert.equal(again.statusCode, 404)
  assert.match(again.body, /This link holds no more/)
})

test('no secret stays: not in the outbox after sending, not in the database, not in the log', async () => {
  await register('edith')
  const { parsed } = await onlyMail()
  const token = tokenIn(parsed.text!)
  await site.stranger().get(linkIn(parsed.text!))
  const { rows } = await database.pool.query<{ all: string }>(
    `select concat((select json_agg(m) from _mail m), (select json_agg(t) from _account_token t),
      (select json_agg(r) from _account_request r), (select json_agg(j) from pgboss.job j)) as all`,
  )
  assert.match(rows[0]!.all, /edith@elsewhere/)
  for (const secret of [token, PASSWORD]) {
    assert.ok(!rows[0]!.all.includes(secret))
    assert.ok(!lines.join('').includes(secret))
  }
  assert.match(lines.join(''), /"path":"\/tracker\/user"/)
})

test('an address that has an account gets another mail; the page is the same', async () => {
  const [known, unknown] = [
    await register('stranger', { address: 'ADA@muster.example' }),
    await register('stranger', { address: 'none@muster.example' }),
  ]
  assert.deepEqual([known.statusCode, unknown.statusCode], [303, 303])
  const page = (answer: Response) => site.visitor.get(answer.headers.location!.replace('/tracker', ''))
  const mails = await Promise.all(
    (await site.mails()).map(async ({ to, raw }) => [to, await PostalMime.parse(raw)] as const),
  )
  const subjects = Object.fromEntries(mails.map(([to, { subject }]) => [to, subject]))
  assert.deepEqual(subjects, {
    'ada@muster.example': 'You have an account at Python tracker already',
    'none@muster.example': 'Complete your registration to Python tracker',
  })
  const told = (body: string) => body.replaceAll(/(?:ADA|none)@|registration["=]\S*(?: value="[\w-]+")?/g, '')
  assert.equal(told((await page(known)).body), told((await page(unknown)).body))
})

test('a name that is taken is told to nobody but who confirms, and another one may be typed there', async () => {
  assert.equal((await register('ada', { address: 'second@elsewhere.example' })).statusCode, 303)
  const otk = tokenIn((await onlyMail()).parsed.text!)
  const refused = await site.stranger().post('/user', { '@action': 'confrego', otk })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /Username &quot;ada&quot; is taken/)
  const other = await site.stranger().post('/user', { '@action': 'confrego', otk, username: 'a b' })
  assert.equal(other.statusCode, 400)
  assert.match(other.body, /value="a b"/)
  assert.equal((await site.stranger().post('/user', { '@action': 'confrego', otk, username: 'ada2' })).statusCode, 303)
  assert.equal((await usersNamed('ada2')).length, 1)
})

test('of two who confirm the same at once one gets the account', async () => {
  await register('twin', { address: 'one@elsewhere.example' })
  await register('twin', { address: 'two@elsewhere.example' })
  const texts = await Promise.all((await site.mails()).map(async ({ raw }) => (await PostalMime.parse(raw)).text!))
  const tokens = [...texts.map(tokenIn), tokenIn(texts[0]!)]
  const answers = await Promise.all(tokens.map((otk) => site.stranger().post('/user', { '@action': 'confrego', otk })))
  assert.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
  assert.ok(answers.every(({ statusCode }) => [303, 400, 404].includes(statusCode)))
  assert.equal((await usersNamed('twin')).length, 1)
})

test('what is wrong with the form is said, what was typed stays, and no mail goes out', async () => {
  const wrong: readonly (readonly [Fields, number, RegExp])[] = [
    [{ username: 'a b' }, 400, /may only contain letters/],
    [{ username: '' }, 400, /Required user property username not supplied/],
    [{ password: '', '@confirm@password': '' }, 400, /Required user property password/],
    [{ '@confirm@password': 'other' }, 400, /Password and confirmation text do not match/],
    [{ address: 'nowhere' }, 400, /is no e-mail address/],
    [{ address: 'a@muster.example, b@muster.example' }, 400, /is no e-mail address/],
    [{ address: 'a@muster.example\r\nBcc: b@muster.example' }, 400, /is no e-mail address/],
    [{ homepage: 'javascript:alert(1)' }, 400, /Invalid URL scheme/],
    [{ roles: 'Admin' }, 401, /It is not permitted to supply roles at registration/],
    [
      { contrib_form_date: '2020-01-01', iscommitter: 'yes', alternate_addresses: 'x@y.example' },
      401,
      /alternate_addresses/,
    ],
    [{ opaqueregister: '' }, 400, /missing: opaqueregister/],
    [{ opaqueregister: `${Date.now() - 10_000}.AAAA` }, 400, /send it again/],
    [{ opaqueregister: await stamp(-60_000) }, 400, /Responding to form too quickly/],
    [{ opaqueregister: await stamp(25 * 60 * 60_000) }, 400, /more than a day ago/],
    [{ contact_me_by: 'phone' }, 400, /asks for nothing/],
  ]
  for (const [more, status, sentence] of wrong) {
    const answer = await register('mistaken', more)
    assert.equal(answer.statusCode, status, JSON.stringify(more))
    assert.match(answer.body, sentence)
    if (status === 400) assert.match(answer.body, /value="Grace &lt;H&gt;"/)
    assert.ok(!answer.body.includes(PASSWORD))
  }
  assert.deepEqual(await site.mails(), [])
})

test('the page tells what became of the mail, and sends another', async () => {
  sink.misbehave = (phase) => (phase === 'to' ? { code: 550, text: 'no such <mailbox>' } : null)
  const { location } = (await register('lost')).headers
  const path = location!.replace('/tracker', '')
  assert.deepEqual(await site.mails(), [])
  const page = await site.visitor.get(path)
  assert.match(page.body, /could not be delivered: is the address right/)
  assert.match(page.body, /no such &lt;mailbox&gt;/)
  assert.doesNotMatch(page.body, /otk=/)
  sink.misbehave = null
  const resent = await site.visitor.post('/user', { '@action': 'resend', registration: path.split('=').at(-1)! })
  assert.equal(resent.statusCode, 303)
  const otk = tokenIn((await onlyMail()).parsed.text!)
  assert.match((await site.visitor.get(path)).body, /was handed to the mail server/)
  assert.equal((await site.stranger().post('/user', { '@action': 'confrego', otk })).statusCode, 303)
  assert.equal((await site.visitor.get(path)).statusCode, 404, 'done')
  assert.equal(
    (await site.visitor.post('/user', { '@action': 'resend', registration: 'x'.repeat(43) })).statusCode,
    404,
  )
})

test('one mailbox gets three mails at once and no more', async () => {
  const tries = []
  for (let index = 0; index < 4; index++) tries.push(await register(`flood${index}`, { address: 'one@flood.example' }))
  assert.deepEqual(
    tries.map(({ statusCode }) => statusCode),
    [303, 303, 303, 429],
  )
  assert.match(tries[3]!.body, /Please wait 20 minutes/)
  assert.equal((await site.mails()).length, 3)
})

test('a link holds for a day', async () => {
  await register('late')
  const otk = tokenIn((await onlyMail()).parsed.text!)
  await database.pool.query(`update _account_token set expires_at = expires_at - interval '25 hours'`)
  assert.equal((await site.stranger().post('/user', { '@action': 'confrego', otk })).statusCode, 404)
  assert.deepEqual(await usersNamed('late'), [])
})

test('a form of another site, and a user who is logged in, register nobody', async () => {
  const foreign = await site
    .stranger()
    .post('/user', await fieldsOf('foreign'), { origin: 'https://elsewhere.example' })
  assert.equal(foreign.statusCode, 401)
  const member = await site.member('member')
  assert.match((await member.get('/user?@template=register')).body, /You are logged in as member/)
  assert.equal((await member.post('/user', await fieldsOf('second'))).statusCode, 403)
  assert.deepEqual(await site.mails(), [])
})
