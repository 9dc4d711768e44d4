import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

const pending = { title: 'Crash on start', status: 'pending' }

test(
  'a comment reopens a pending issue',
  withNames('python-dev', async ({ create, comment, names, person }) => {
    const issue = await create('issue', pending)

    await comment(issue, await person('ada'))

    assert.equal(await names(issue, 'status'), 'open')
  }),
)

test(
  'a change that says nothing leaves it pending',
  withNames('python-dev', async ({ create, set, names }) => {
    const issue = await create('issue', pending)
    const pullRequest = await create('pull_request', { number: '12' })

    await set(issue, { keywords: ['easy'], pull_requests: [pullRequest.id] })

    assert.equal(await names(issue, 'status'), 'pending')
  }),
)

test(
  'a status that comes with the comment stays, also the same',
  withNames('python-dev', async ({ create, comment, names, person }) => {
    const ada = await person('ada', 'User,Developer')
    const same = await create('issue', pending)
    const closed = await create('issue', pending)

    await comment(same, ada, { status: 'pending' })
    await comment(closed, ada, { status: 'closed' })

    assert.equal(await names(same, 'status'), 'pending')
    assert.equal(await names(closed, 'status'), 'closed')
  }),
)

test(
  'what programs write leaves it pending',
  withNames('python-dev', async ({ create, comment, names, person }) => {
    const ada = await person('ada')
    const issue = await create('issue', pending)

    await comment(issue, await person('python-dev'))
    await comment(issue, { ...ada, source: 'github' })
    await comment(issue, { ...ada, source: 'job' })

    assert.equal(await names(issue, 'status'), 'pending')
  }),
)

test(
  'a comment changes no other status',
  withNames('python-dev', async ({ create, comment, names, person }) => {
    const issue = await create('issue', { title: 'Crash', status: 'closed' })

    await comment(issue, await person('ada'))

    assert.equal(await names(issue, 'status'), 'closed')
  }),
)
