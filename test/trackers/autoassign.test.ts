import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'a component that is added assigns the issue to whom it names',
  withNames('python-dev', async (given) => {
    await given.person('ada', 'User,Developer')
    await given.set({ className: 'component', id: 4 }, { assign_to: 'ada' })

    const issue = await given.create('issue', { title: 'Typo', components: ['Tests', 'Documentation'], assignee: null })
    const late = await given.create('issue', { title: 'Another' })
    await given.set(late, { components: ['Documentation'] })

    assert.equal(await given.names(issue, 'assignee'), 'ada')
    assert.equal(await given.names(late, 'assignee'), 'ada')
    assert.deepEqual(await given.names(issue, 'nosy'), ['ada', 'admin'])
  }),
)

test(
  'an assignee that is there or named, be it nobody, is left alone',
  withNames('python-dev', async (given) => {
    await given.person('ada', 'User,Developer')
    await given.person('grace', 'User,Developer')
    await given.set({ className: 'component', id: 4 }, { assign_to: 'ada' })

    const named = await given.create('issue', { title: 'Typo', components: ['Documentation'], assignee: 'grace' })
    const nobody = await given.create('issue', { title: 'Another' })
    await given.set(nobody, { components: ['Documentation'], assignee: null })

    assert.equal(await given.names(named, 'assignee'), 'grace')
    assert.equal(await given.names(nobody, 'assignee'), null)
  }),
)

test(
  'somebody who left the tracker is assigned nothing',
  withNames('python-dev', async (given) => {
    const ada = await given.person('ada', 'User,Developer')
    await given.set({ className: 'component', id: 4 }, { assign_to: 'ada' })
    await given.operations.retire(given.admin, { className: 'user', id: ada.userId! })

    const issue = await given.create('issue', { title: 'Typo', components: ['Documentation'] })

    assert.equal(await given.names(issue, 'assignee'), null)
  }),
)
