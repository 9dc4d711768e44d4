import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Identity } from '../../src/identity/identity.ts'
import type { Origin } from '../../src/identity/identity.ts'
import { hashSessionToken } from '../../src/identity/session-token.ts'
import { hashPassword } from '../../src/values/password.ts'
import { sharedTracker } from '../support/with-tracker.ts'

const { database, tracker, operations, person, admin } = await sharedTracker('minimal')
const identity = new Identity(database, tracker, operations)
const origin: Origin = { source: 'web', address: '192.0.2.1', userAgent: 'A browser' }
const password = await hashPassword('correct horse')
const ada = await person('ada', 'User, developer', { password, timezone: 'Europe/Berlin' })
const credentials = { username: 'ada', password: 'correct horse' }

const sessionOf = (token: string) =>
  sql<Record<string, unknown>>`select * from _session where hash = ${hashSessionToken(token)}`.execute(database.sql)

test('a login begins a session that knows its user', async () => {
  const { token, expires, actor } = await identity.login(credentials, false, origin)

  assert.equal(expires, null)
  assert.deepEqual(actor, {
    userId: ada.userId,
    username: 'ada',
    roles: ['User', 'Developer'],
    source: 'web',
    timezone: 'Europe/Berlin',
  })
  assert.deepEqual(await identity.actorOfSession(token, 'rest'), { ...actor, source: 'rest' })
})

test('the token itself is nowhere in the database', async () => {
  const { token } = await identity.login(credentials, false, origin)

  const { rows } = await sql<{ session: string }>`select s::text as session from _session s`.execute(database.sql)
  assert.ok(rows.length > 0)
  assert.ok(
    rows.every(({ session }) => !session.includes(token) && !session.includes(Buffer.from(token).toString('hex'))),
  )
})

test('two logins have two sessions, and logging out ends one', async () => {
  const first = await identity.login(credentials, false, origin)
  const second = await identity.login(credentials, false, origin)
  assert.notEqual(first.token, second.token)

  await identity.logout(first.token)

  assert.equal(await identity.actorOfSession(first.token, 'web'), null)
  assert.equal((await identity.actorOfSession(second.token, 'web'))?.username, 'ada')
})

test('every session of a user can be ended, save one’s own', async () => {
  const [own, other] = [
    await identity.login(credentials, false, origin),
    await identity.login(credentials, true, origin),
  ]

  await identity.endSessions(ada.userId!, own.token)

  assert.equal(await identity.actorOfSession(other.token, 'web'), null)
  assert.ok(await identity.actorOfSession(own.token, 'web'))
  assert.deepEqual(
    (await identity.sessionsOf(ada.userId!)).map(({ address, userAgent }) => ({ address, userAgent })),
    [{ address: '192.0.2.1', userAgent: 'A browser' }],
  )
})

test('a session lasts a week from its last use, a remembered one a year', async () => {
  const short = await identity.login(credentials, false, origin)
  const long = await identity.login(credentials, true, origin)
  const days = async (token: string) =>
    (
      await sql<{
        days: number
      }>`select round(extract(epoch from expires_at - now()) / 86400)::int as days from _session where hash = ${hashSessionToken(token)}`.execute(
        database.sql,
      )
    ).rows[0]?.days
  assert.equal(await days(short.token), 7)
  assert.equal(await days(long.token), 365)
  assert.ok(long.expires!.getTime() > Date.now() + 364 * 86_400_000)

  await sql`update _session set expires_at = now() + interval '1 day'`.execute(database.sql)
  await identity.actorOfSession(short.token, 'web')
  assert.equal(await days(short.token), 7)
  assert.equal(await days(long.token), 1)

  await sql`update _session set expires_at = now() - interval '1 second' where hash = ${hashSessionToken(long.token)}`.execute(
    database.sql,
  )
  assert.equal(await identity.actorOfSession(long.token, 'web'), null)
})

test('a new password ends every session, whoever set it', async () => {
  const grace = await person('grace', 'User', { password })
  const { token } = await identity.login({ ...credentials, username: 'grace' }, false, origin)
  await operations.applyTrusted(grace, [{ className: 'user', id: grace.userId, changes: { realname: 'Grace' } }])
  assert.ok(await identity.actorOfSession(token, 'web'))

  await operations.applyTrusted(grace, [
    { className: 'user', id: grace.userId, changes: { password: await hashPassword('another') } },
  ])

  assert.equal(await identity.actorOfSession(token, 'web'), null)
})

test('a retired user has no session', async () => {
  const alan = await person('alan', 'User', { password })
  const { token } = await identity.login({ ...credentials, username: 'alan' }, false, origin)
  await operations.applyTrusted(ada, [{ className: 'user', id: alan.userId, changes: {}, action: 'retire' }])

  assert.equal(await identity.actorOfSession(token, 'web'), null)
  await assert.rejects(identity.login({ ...credentials, username: 'alan' }, false, origin), {
    code: 'forbidden',
    message: 'Invalid login',
  })
})

test('roles count from the next request on', async () => {
  const barbara = await person('barbara', 'User', { password })
  const { token } = await identity.login({ ...credentials, username: 'barbara' }, false, origin)

  await operations.applyTrusted(ada, [
    { className: 'user', id: barbara.userId, changes: { roles: 'User,Developer,Nonsense' } },
  ])
  assert.deepEqual((await identity.actorOfSession(token, 'web'))?.roles, ['User', 'Developer'])

  await operations.applyTrusted(ada, [{ className: 'user', id: barbara.userId, changes: { roles: '' } }])
  assert.equal(await identity.actorOfSession(token, 'web'), null)
  await assert.rejects(identity.login({ ...credentials, username: 'barbara' }, false, origin), {
    code: 'forbidden',
    message: 'You do not have permission to login',
  })
})

test('what is no token is no session', async () => {
  for (const token of ['', 'x', 'A'.repeat(43), `${'A'.repeat(43)}'; --`])
    assert.equal(await identity.actorOfSession(token, 'web'), null)
})

test('whoever was imported with a zone that nobody knows reads times in UTC', async () => {
  await person('katherine', 'User', { password, timezone: 'Mars/Olympus' })
  const { token, actor } = await identity.login({ username: 'katherine', password: 'correct horse' }, false, origin)

  assert.equal(actor.timezone, '')
  assert.equal((await identity.actorOfSession(token, 'web'))?.timezone, '')
})

test('a visitor has the rights of the user anonymous', async () => {
  assert.deepEqual(await identity.anonymous('web'), {
    userId: 2,
    username: 'anonymous',
    roles: ['Anonymous'],
    source: 'web',
    timezone: '',
  })
})

test('an old hash is stored anew at login, and other sessions go on', async () => {
  const dorothy = await person('dorothy', 'User', { password: '{SHA}9d4e1e23bd5b727046a9e3b4b7db57bd8d6ee684' })
  const first = await identity.login({ username: 'dorothy', password: 'pass' }, false, origin)

  const { rows } = await sql<{
    password: string
    _revision: number
  }>`select password, _revision from "user" where id = ${dorothy.userId}`.execute(database.sql)
  assert.match(rows[0]!.password, /^\{ARGON2ID\}/)
  assert.equal(rows[0]!._revision, 2)
  assert.ok(await identity.actorOfSession(first.token, 'web'))
  const history = await operations.history(admin, { className: 'user', id: dorothy.userId! })
  assert.ok(history.length > 0)

  await identity.login({ username: 'dorothy', password: 'pass' }, false, origin)
  const again = await sql<{ _revision: number }>`select _revision from "user" where id = ${dorothy.userId}`.execute(
    database.sql,
  )
  assert.equal(again.rows[0]!._revision, 2)
  assert.equal((await sessionOf(first.token)).rows.length, 1)
})
