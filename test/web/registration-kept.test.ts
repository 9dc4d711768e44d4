import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stampFor } from '../../src/identity/form-stamp.ts'
import { secretNamed } from '../../src/store/outbox/secrets.ts'
import { PASSWORD, sharedSiteWithMail } from './site.ts'

const site = await sharedSiteWithMail('minimal', { keeps: true })

test('where no mail leaves, the page says so; and a tracker without auditors refuses a wrong address all the same', async () => {
  const form = {
    '@action': 'register',
    username: 'grace',
    password: PASSWORD,
    '@confirm@password': PASSWORD,
    opaqueregister: stampFor(await secretNamed(site.database.sql, 'form'), Date.now() - 10_000),
  }
  const refused = await site.visitor.post('/user', { ...form, address: 'two words' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /is no e-mail address/)

  const answer = await site.visitor.post('/user', { ...form, address: 'grace@elsewhere.example' })
  assert.equal(answer.statusCode, 303)
  assert.deepEqual(await site.mails(), [])
  assert.match((await site.visitor.get(answer.headers.location!)).body, /This tracker sends no mail/)
})
