import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepBeside } from './planted.ts'
import { sharedSite } from './site.ts'

const site = await sharedSite('python-dev')
const { create, database, visitor } = site
const developer = await site.member('developer', 'User,Developer')
const user = await site.member('user')
const issue = await create('issue', { title: 'An old issue' })
const keyword = await create('keyword', { name: 'old' })
await keepBeside(database, issue, 'superseder', 98, 'no-target')
await keepBeside(database, issue, 'dependencies', 97, 'no-target')
await keepBeside(database, issue, 'dependencies', 99, 'no-target')
await keepBeside(database, issue, 'dependencies', { literal: "'1&2'" }, 'no-target')
await keepBeside(database, keyword, 'description', { literal: "'a\\x00b'" }, 'nul')

test('what an import could not store in its place is shown to those who may change it', async () => {
  const { body } = await developer.get(`/issue${issue.id}`)
  assert.match(body, /<summary>Not imported as it was <span class="muted">4<\/span>/)
  assert.match(
    body,
    /<li>Dependencies: <code>[^<]*1&amp;2[^<]*<\/code>, <code>97<\/code>, <code>99<\/code> .*is not there/,
  )
  assert.match(body, /<li>Superseder: <code>98<\/code> .*is not there/)
  assert.match((await developer.get(`/keyword${keyword.id}`)).body, /<code>[^<]*a\\x00b[^<]*<\/code> .*NUL/)
})

test('it is no business of others, and a user sees what a user may change', async () => {
  assert.doesNotMatch((await visitor.get(`/issue${issue.id}`)).body, /Not imported/)
  assert.doesNotMatch((await user.get(`/keyword${keyword.id}`)).body, /Not imported/)
  assert.doesNotMatch((await user.get(`/issue${issue.id}`)).body, /<code>98<\/code>/)
})

test('hashes of passwords stay where they are', async () => {
  const admin = await site.member('boss', 'Admin')
  const secret = { literal: "'{SSHA}secret'" }
  const person = { className: 'user', id: user.actor.userId! }
  await keepBeside(database, person, 'password', secret, 'nul')
  await keepBeside(database, person, '', { sequence: 1, ...secret }, 'nul')
  await keepBeside(database, person, 'username', secret, 'password-hash')
  const { body } = await admin.get(`/user${person.id}`)
  assert.doesNotMatch(body, /secret|Not imported/)
})
