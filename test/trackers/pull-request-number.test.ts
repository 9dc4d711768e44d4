import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'a pull request is named by number, # and number, or URL',
  withNames('python-dev', async ({ create, stored, set }) => {
    for (const number of [
      '12',
      '#12',
      ' 12 ',
      'https://github.com/python/cpython/pull/12',
      'github.com/python/cpython/pull/12/files',
    ])
      assert.equal((await stored(await create('pull_request', { number })))['number'], '12')

    const pullRequest = await create('pull_request', { number: '12' })
    await set(pullRequest, { number: '#13' })
    assert.equal((await stored(pullRequest))['number'], '13')
  }),
)

test(
  'anything else is no pull request',
  withNames('python-dev', async ({ create }) => {
    for (const number of ['PR 12', '', '12a', 'https://github.com/python/peps/pull/12'])
      await assert.rejects(create('pull_request', { number }), /Unknown PR format/)
  }),
)

test(
  'no pull request is linked to one issue twice',
  withNames('python-dev', async ({ create, set, names }) => {
    const [first, same, other] = [
      await create('pull_request', { number: '11380' }),
      await create('pull_request', { number: '#11380' }),
      await create('pull_request', { number: '11401' }),
    ]
    const issue = await create('issue', { title: 'Crash', pull_requests: [first.id] })

    await assert.rejects(
      set(issue, { pull_requests: [first.id, other.id, same.id] }),
      /GitHub PR already added to issue: 11380/,
    )
    await assert.rejects(create('issue', { title: 'Two at once', pull_requests: [first.id, same.id] }), /already added/)
    await set(issue, { pull_requests: [first.id, other.id] })

    assert.deepEqual(await names(issue, 'pull_requests'), [String(first.id), String(other.id)])
  }),
)

test(
  'a duplicate that an import brought does not stand in the way',
  withNames('python-dev', async ({ operations, admin, create, set }) => {
    const issue = await create('issue', {
      title: 'Crash',
      pull_requests: [(await create('pull_request', { number: '1' })).id],
    })
    const second = await create('pull_request', { number: '2' })
    await set(issue, { pull_requests: [1, second.id] })
    await operations.set(admin, second, { number: '1' })

    await set(issue, { title: 'Crash at exit' })
    await set(issue, { pull_requests: [1, second.id, (await create('pull_request', { number: '3' })).id] })
  }),
)
