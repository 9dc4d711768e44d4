import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Identity } from '../../src/identity/identity.ts'
import type { Origin } from '../../src/identity/identity.ts'
import { hashPassword } from '../../src/values/password.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const { database, tracker, operations, person } = await sharedTracker('minimal')
const identity = new Identity(database, tracker, operations)
const otherProcess = new Identity(database, tracker, operations)
const password = await hashPassword('right')
const from = (address: string): Origin => ({ source: 'web', address, userAgent: null })

const tries = async (
  count: number,
  username: string,
  address: (index: number) => string,
  tried = 'wrong',
): Promise<string[]> => {
  const outcomes: string[] = []
  for (let index = 0; index < count; index++)
    outcomes.push(
      await (index % 2 ? identity : otherProcess)
        .login({ username, password: tried }, false, from(address(index)))
        .then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
    )
  return outcomes
}
const count = (outcomes: readonly string[], outcome: string): number => outcomes.filter((one) => one === outcome).length

test('a wrong password, an unknown name and an empty password are refused alike', async () => {
  await person('ada', 'User', { password })
  await person('grace', 'User')
  const refused = { code: 'forbidden', message: 'Invalid login' }

  await assert.rejects(identity.login({ username: 'ada', password: 'wrong' }, false, from('192.0.2.1')), refused)
  await assert.rejects(identity.login({ username: 'nobody', password: 'right' }, false, from('192.0.2.1')), refused)
  await assert.rejects(identity.login({ username: 'ada', password: '' }, false, from('192.0.2.1')), refused)
  await assert.rejects(identity.login({ username: 'grace', password: '' }, false, from('192.0.2.1')), refused)
  assert.ok(await identity.login({ username: 'ada', password: 'right' }, false, from('192.0.2.1')))
})

test('an account is tried five times at once from one address, whichever process is asked', async () => {
  await person('alan', 'User', { password })
  assert.deepEqual(await tries(7, 'alan', () => '192.0.2.2'), [
    ...Array<string>(5).fill('forbidden'),
    'too-many',
    'too-many',
  ])

  await assert.rejects(
    identity.login({ username: 'alan', password: 'right' }, false, from('192.0.2.2')),
    (error: { retryAfterMs: number }) => {
      assert.ok(error.retryAfterMs > 0 && error.retryAfterMs <= 20_000)
      return true
    },
  )
  assert.ok(
    await identity.login({ username: 'alan', password: 'right' }, false, from('192.0.2.3')),
    'its owner is elsewhere',
  )
})

test('names that nobody has are held up the same way', async () => {
  assert.deepEqual(await tries(6, 'nobody at all', () => '192.0.2.9'), [
    ...Array<string>(5).fill('forbidden'),
    'too-many',
  ])
})

test('an address is held up whatever the accounts, and a network of IPv6 counts as one', async () => {
  const outcomes: string[] = []
  /* While a slow machine verifies, some of what was used up comes back. */
  while (outcomes.at(-1) !== 'too-many' && outcomes.length < 60) {
    const index = outcomes.length
    outcomes.push(...(await tries(1, `name${index}`, () => `2001:db8:0:1::${index.toString(16)}`)))
  }
  assert.ok(count(outcomes, 'forbidden') >= 30)
  assert.equal(outcomes.at(-1), 'too-many')
  assert.deepEqual(await tries(1, 'name', () => '2001:db8:0:2::1'), ['forbidden'])
})

test('logins that succeed don’t count', async () => {
  await person('barbara', 'User', { password })
  assert.equal(count(await tries(12, 'barbara', () => '192.0.2.4', 'right'), 'in'), 12)
})

test('guesses from many addresses run dry, and the owner still gets in from where they were before', async () => {
  await person('dorothy', 'User', { password })
  await identity.login({ username: 'dorothy', password: 'right' }, false, from('198.51.100.1'))

  const outcomes = await tries(54, 'dorothy', (index) => `203.0.113.${index}`)
  assert.equal(count(outcomes, 'forbidden'), 50)
  assert.deepEqual(await tries(1, 'dorothy', () => '198.51.100.2', 'right'), ['too-many'])

  assert.deepEqual(await tries(1, 'dorothy', () => '198.51.100.1', 'right'), ['in'])
})

test('time opens what was closed', async () => {
  await person('edith', 'User', { password })
  await tries(6, 'edith', () => '192.0.2.5')
  await sql`update _throttle set empty_at = empty_at - interval '25 seconds'`.execute(database.sql)

  assert.deepEqual(await tries(2, 'edith', () => '192.0.2.5'), ['forbidden', 'too-many'])
})

test('nothing that was typed can be read in the table', async () => {
  const { rows } = await sql<{ key: Buffer }>`select key from _throttle`.execute(database.sql)
  assert.ok(rows.every(({ key }) => key.length === 32))
})

test('credentials that were verified are remembered until the user changes', async () => {
  const mary = await person('mary', 'User', { password })
  const given = { username: 'mary', password: 'right' }
  for (let index = 0; index < 40; index++)
    assert.equal((await identity.actorOfCredentials(given, from('192.0.2.6'))).userId, mary.userId)

  await assert.rejects(identity.actorOfCredentials({ ...given, password: 'wrong' }, from('192.0.2.6')), {
    code: 'forbidden',
  })
  await operations.applyTrusted(mary, [
    { className: 'user', id: mary.userId, changes: { password: await hashPassword('new') } },
  ])
  await assert.rejects(identity.actorOfCredentials(given, from('192.0.2.6')), { code: 'forbidden' })
  assert.ok(await identity.actorOfCredentials({ ...given, password: 'new' }, from('192.0.2.6')))
})

test('credentials of a retired user are worth nothing, remembered or not', async () => {
  const joan = await person('joan', 'User', { password })
  const given = { username: 'joan', password: 'right' }
  assert.ok(await identity.actorOfCredentials(given, from('192.0.2.7')))

  await operations.applyTrusted(joan, [{ className: 'user', id: joan.userId, changes: {}, action: 'retire' }])

  await assert.rejects(identity.actorOfCredentials(given, from('192.0.2.7')), { code: 'forbidden' })
})
