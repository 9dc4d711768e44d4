import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'a new issue is open, of normal priority and severity',
  withNames('python-dev', async ({ create, names }) => {
    const issue = await create('issue', { title: 'float() rejects "1_0"' })

    assert.equal(await names(issue, 'status'), 'open')
    assert.equal(await names(issue, 'priority'), 'normal')
    assert.equal(await names(issue, 'severity'), 'normal')
  }),
)

test(
  'a form that was left at "none" gives a new issue the same',
  withNames('python-dev', async ({ create, names }) => {
    const issue = await create('issue', { title: 'float() rejects "1_0"', status: null, priority: null })

    assert.equal(await names(issue, 'status'), 'open')
    assert.equal(await names(issue, 'priority'), 'normal')
  }),
)

test(
  'what a new issue says itself stays',
  withNames('python-dev', async ({ create, names }) => {
    const issue = await create('issue', { title: 'float() rejects "1_0"', status: 'pending', priority: 'high' })

    assert.equal(await names(issue, 'status'), 'pending')
    assert.equal(await names(issue, 'priority'), 'high')
  }),
)
