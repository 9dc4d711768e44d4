import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'
import type { NamedTracker } from './given-tracker.ts'

async function link(given: NamedTracker, number: string): Promise<number> {
  return (await given.create('pull_request', { number })).id
}

test(
  'closing an issue resolves it',
  withNames('python-dev', async ({ create, set, names }) => {
    const issue = await create('issue', { title: 'Typo', stage: 'patch review' })

    await set(issue, { status: 'closed', resolution: 'fixed' })

    assert.equal(await names(issue, 'stage'), 'resolved')
  }),
)

test(
  'a stage that the closing change names stays, be it none',
  withNames('python-dev', async ({ create, set, names }) => {
    const backport = await create('issue', { title: 'Typo' })
    const none = await create('issue', { title: 'Another' })

    await set(backport, { status: 'closed', stage: 'backport needed' })
    await set(none, { status: 'closed', stage: null })

    assert.equal(await names(backport, 'stage'), 'backport needed')
    assert.equal(await names(none, 'stage'), null)
  }),
)

test(
  'a linked pull request asks for a review and is a patch',
  withNames('python-dev', async (given) => {
    const issue = await given.create('issue', { title: 'Typo', stage: 'needs patch', keywords: ['easy'] })

    await given.set(issue, { pull_requests: [await link(given, '12')] })

    assert.equal(await given.names(issue, 'stage'), 'patch review')
    assert.deepEqual(await given.names(issue, 'keywords'), ['easy', 'patch'])
  }),
)

test(
  'a pull request does not send a reviewed change back',
  withNames('python-dev', async (given) => {
    const issue = await given.create('issue', { title: 'Typo', stage: 'commit review' })

    await given.set(issue, { pull_requests: [await link(given, '12')] })

    assert.equal(await given.names(issue, 'stage'), 'commit review')
  }),
)

test(
  'a pull request that comes with the closing change leaves the issue resolved',
  withNames('python-dev', async (given) => {
    const issue = await given.create('issue', { title: 'Typo' })

    await given.set(issue, { status: 'closed', pull_requests: [await link(given, '12')] })

    assert.equal(await given.names(issue, 'stage'), 'resolved')
  }),
)

test(
  'a stage that the linking change names stays',
  withNames('python-dev', async (given) => {
    const issue = await given.create('issue', { title: 'Typo' })

    await given.set(issue, { stage: 'test needed', pull_requests: [await link(given, '12')] })

    assert.equal(await given.names(issue, 'stage'), 'test needed')
  }),
)
