import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'whoever reports, gets or comments on an issue follows it',
  withNames('python-dev', async (given) => {
    const ada = await given.person('ada')
    const grace = await given.person('grace')
    await given.person('alan', 'User,Developer')
    const issue = await given.create('issue', { title: 'Typo' }, ada)
    assert.deepEqual(await given.names(issue, 'nosy'), ['ada'])

    await given.set(issue, { assignee: 'alan' })
    await given.comment(issue, grace)

    assert.deepEqual(await given.names(issue, 'nosy'), ['ada', 'alan', 'grace'])
  }),
)

test(
  'recipients of a message follow a new issue, not an old one',
  withNames('python-dev', async (given) => {
    await given.person('ada')
    const message = await given.create('msg', { content: 'It leaks.', recipients: ['ada'] })
    const old = await given.create('issue', { title: 'Old' })

    const fresh = await given.create('issue', { title: 'New', messages: [message.id] })
    await given.set(old, { messages: [message.id] })

    assert.deepEqual(await given.names(fresh, 'nosy'), ['ada', 'admin'])
    assert.deepEqual(await given.names(old, 'nosy'), ['admin'])
  }),
)

test(
  'whoever links a pull request follows the issue',
  withNames('python-dev', async (given) => {
    const ada = await given.person('ada')
    const issue = await given.create('issue', { title: 'Typo' })
    const pullRequest = await given.create('pull_request', { number: '12' }, ada)

    await given.set(issue, { pull_requests: [pullRequest.id] })

    assert.deepEqual(await given.names(issue, 'nosy'), ['ada', 'admin'])
  }),
)

test(
  'a change that brings nobody leaves the nosy list alone',
  withNames('python-dev', async (given) => {
    const issue = await given.create('issue', { title: 'Typo' })
    await given.set(issue, { nosy: [] })

    await given.set(issue, { title: 'Two typos' })

    assert.deepEqual(await given.names(issue, 'nosy'), [])
  }),
)
