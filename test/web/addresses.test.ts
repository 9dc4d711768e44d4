import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { sharedSiteWithMail } from './site.ts'
import type { Visitor } from './site.ts'

const site = await sharedSiteWithMail('python-dev')
const { database, stored } = site
const [ada, boss] = [await site.member('ada'), await site.member('boss', 'Admin')]
await site.person('bo')

const change = (who: Visitor, address: string, more = {}, of = ada) =>
  who.post(`/user${of.actor.userId}`, { '@action': 'edit', address, ...more })
const addressOf = async (who = ada) => (await stored({ className: 'user', id: who.actor.userId! }))['address']
const follow = (action: string, otk: string) => site.stranger().post('/user', { '@action': action, otk })
const mails = async () =>
  Promise.all(
    (await site.mails()).map(async ({ to, raw }) => {
      const { subject, text = '' } = await PostalMime.parse(raw)
      return { to, subject, text, otk: /otk=([\w-]{43})/.exec(text)?.[1] ?? '' }
    }),
  )

test("one's own new address is confirmed there, told at the old one, and can be undone", async () => {
  const saved = await change(ada, 'ada@new.example', { realname: 'Ada' })
  assert.equal(saved.statusCode, 303)
  const page = await ada.get(`/user${ada.actor.userId}`)
  assert.match(page.body, /realname edited ok\. A mail was sent to ada@new\.example/)
  assert.equal(await addressOf(), 'ada@muster.example')
  const [mail, ...others] = await mails()
  assert.equal(others.length, 0)
  assert.deepEqual([mail!.to, mail!.subject], ['ada@new.example', 'Confirm your e-mail address for Python tracker'])

  const link = await site.stranger().get(`/user?@action=confirm_address&otk=${mail!.otk}`)
  assert.match(link.body, /ada@new\.example/)
  assert.equal(link.headers['referrer-policy'], 'strict-origin')
  assert.equal(await addressOf(), 'ada@muster.example', 'to look changes nothing')
  assert.equal((await follow('confirm_address', mail!.otk)).statusCode, 303)
  assert.equal(await addressOf(), 'ada@new.example')
  assert.equal((await follow('confirm_address', mail!.otk)).statusCode, 404)

  const [notice] = await mails()
  assert.equal(notice!.to, 'ada@muster.example')
  assert.equal(notice!.subject, 'The e-mail address of your account at Python tracker was changed')
  assert.equal((await site.stranger().get(`/user?@action=undo_address&otk=${notice!.otk}`)).statusCode, 200)
  assert.equal(await addressOf(), 'ada@new.example')
  assert.equal((await follow('undo_address', notice!.otk)).statusCode, 303)
  assert.equal(await addressOf(), 'ada@muster.example')
  assert.match((await ada.get('/')).body, />Log in</, 'whoever did it is logged out')
  assert.deepEqual(await mails(), [], 'the address that went is told nothing')
})

test('who has the first address back can not be sent away from one that came later', async () => {
  const cy = await site.member('cy')
  const user = { className: 'user', id: cy.actor.userId! }
  await site.operations.set(site.admin, user, { address: 'cy@two.example' })
  await site.operations.set(site.admin, user, { address: 'cy@three.example' })
  const notices = await mails()
  const of = (to: string) => notices.find((mail) => mail.to === to)!.otk
  assert.equal((await follow('undo_address', of('cy@muster.example'))).statusCode, 303)
  assert.equal((await follow('undo_address', of('cy@two.example'))).statusCode, 404)
  assert.equal(await addressOf(cy), 'cy@muster.example')
})

test('an administrator changes addresses at once, and the old one is told', async () => {
  const dan = await site.member('dan')
  assert.equal((await change(boss, 'dan@new.example', {}, dan)).statusCode, 303)
  assert.equal(await addressOf(dan), 'dan@new.example')
  assert.equal((await change(boss, 'boss@new.example', {}, boss)).statusCode, 303)
  assert.equal(await addressOf(boss), 'boss@new.example')
  const sent = await mails()
  assert.deepEqual(sent.map(({ to }) => to).sort(), ['boss@muster.example', 'dan@muster.example'])
  assert.match(sent.find(({ to }) => to.startsWith('dan'))!.text, /by somebody who looks after this tracker/)
})

test("an address of somebody else's is told to them alone; what is none is refused, with what was typed", async () => {
  const eve = await site.member('eve')
  const saved = await change(eve, 'BO@muster.example', {}, eve)
  assert.equal(saved.statusCode, 303)
  const [mail, ...others] = await mails()
  assert.equal(others.length, 0)
  assert.deepEqual([mail!.to, mail!.subject], ['bo@muster.example', 'You have an account at Python tracker already'])
  assert.equal(mail!.otk, '')

  for (const address of ['nowhere', 'a@b.example, c@d.example']) {
    const refused = await change(eve, address, { realname: 'Eve' }, eve)
    assert.equal(refused.statusCode, 400)
    assert.match(refused.body, /is no e-mail address/)
    assert.ok(refused.body.includes(`value="${address}"`))
  }
  assert.equal((await stored({ className: 'user', id: eve.actor.userId! }))['realname'], null)
  assert.equal((await change(eve, 'mine@new.example', {}, boss)).statusCode, 403)
  assert.equal(await addressOf(eve), 'eve@muster.example')
  assert.deepEqual(await mails(), [])
})

test('the same by a form of the class page; a link ends when the address is changed otherwise', async () => {
  const fay = await site.member('fay')
  const field = `user${fay.actor.userId}@address`
  await fay.post('/user', { '@action': 'edit', [field]: 'fay@new.example' })
  assert.equal(await addressOf(fay), 'fay@muster.example')
  const [mail] = await mails()
  await site.operations.set(site.admin, { className: 'user', id: fay.actor.userId! }, { address: 'fay@third.example' })
  assert.equal((await follow('confirm_address', mail!.otk)).statusCode, 404)
  await database.pool.query('delete from _throttle')
})
