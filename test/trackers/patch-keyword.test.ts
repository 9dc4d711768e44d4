import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'an attached patch gives the issue the keyword',
  withNames('python-dev', async ({ create, set, names }) => {
    const patch = await create('file', { name: 'fix.PATCH', content: '--- a\n+++ b\n' })
    const fresh = await create('issue', { title: 'Typo', files: [patch.id] })
    const old = await create('issue', { title: 'Another', keywords: ['easy'] })

    await set(old, { files: [patch.id] })

    assert.deepEqual(await names(fresh, 'keywords'), ['patch'])
    assert.deepEqual(await names(old, 'keywords'), ['easy', 'patch'])
  }),
)

test(
  'any other file, or one without a name, is no patch',
  withNames('python-dev', async ({ create, set, names }) => {
    const issue = await create('issue', { title: 'Typo' })
    const log = await create('file', { name: 'build.log', content: 'cc' })
    const nameless = await create('file', { content: 'cc' })

    await set(issue, { files: [log.id, nameless.id] })

    assert.deepEqual(await names(issue, 'keywords'), [])
  }),
)

test(
  'the keyword goes when somebody takes it away',
  withNames('python-dev', async ({ create, set, names }) => {
    const patch = await create('file', { name: 'fix.diff', content: '--- a\n+++ b\n' })
    const issue = await create('issue', { title: 'Typo', keywords: ['patch'] })

    await set(issue, { files: [patch.id], keywords: ['needs review'] })

    assert.deepEqual(await names(issue, 'keywords'), ['needs review'])
  }),
)
