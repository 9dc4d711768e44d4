import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackerError } from '../../src/errors.ts'
import { withTracker } from '../support/with-tracker.ts'

test(
  'a change set creates a message and links it to its issue in one go',
  withTracker('minimal', async ({ operations, create, person, stored }) => {
    const ada = await person('ada', 'User')
    const issue = await create('issue', { title: 'float() rejects "1_0"' }, ada)

    await operations.apply(ada, [
      { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from('Still happens on main.') } },
      { className: 'issue', id: issue.id, changes: { messages: { add: [-1] } } },
    ])

    const { messages } = await stored(issue)
    assert.deepEqual(messages, [1])
    const message = await operations.content(ada, { className: 'msg', id: 1 })
    assert.equal(message.bytes.toString(), 'Still happens on main.')
    assert.equal((await stored({ className: 'msg', id: 1 }))['author'], ada.userId)
  }),
)

test(
  'all faults of a change set are told at once',
  withTracker('minimal', async ({ operations, admin }) => {
    await assert.rejects(
      operations.apply(admin, [
        { className: 'status', id: null, changes: {} },
        { className: 'issue', id: null, changes: { title: '', status: 99 } },
      ]),
      (error: TrackerError) => {
        assert.equal(error.code, 'invalid')
        assert.deepEqual(error.faults.map((fault) => fault.property).sort(), ['name', 'status', 'title'])
        return true
      },
    )
  }),
)

test(
  'a stale revision is a conflict, and one that says what it saw is merged where nothing overlaps',
  withTracker('minimal', async ({ operations, admin, create, stored }) => {
    const issue = await create('issue', { title: 'before', status: 'open' })
    const seen = await stored(issue)
    await operations.set(admin, issue, { title: 'by someone else' })

    await assert.rejects(operations.set(admin, issue, { title: 'mine' }, { ifRevision: 1 }), { code: 'conflict' })
    await assert.rejects(
      operations.set(admin, issue, { title: 'mine' }, { ifRevision: 1, seen: { title: seen['title'] as string } }),
      { code: 'conflict' },
    )
    const closed = await operations.lookup(admin, 'status', 'closed')
    await operations.set(
      admin,
      issue,
      { status: closed },
      { ifRevision: 1, seen: { status: seen['status'] as number } },
    )

    const now = await stored(issue)
    assert.equal(now['title'], 'by someone else')
    assert.equal(now['status'], closed)
  }),
)

test(
  'history tells old and new values, who and when, and what links came and went',
  withTracker('minimal', async ({ operations, admin, create, person }) => {
    const ada = await person('ada')
    const issue = await create('issue', { title: 'before', status: 'open', nosy: ['ada'] })
    await operations.set(admin, issue, { title: 'after', nosy: [] })

    const history = await operations.history(admin, issue)
    assert.deepEqual(
      history.map((entry) => entry.action),
      ['create', 'set'],
    )
    assert.equal(history[1]!.actor.name, 'admin')
    assert.deepEqual(
      history[1]!.changes.find((change) => change.property === 'title'),
      { property: 'title', old: 'before', new: 'after' },
    )
    const nosy = history[1]!.changes.find((change) => change.property === 'nosy')!
    assert.ok('removed' in nosy)
    assert.deepEqual(nosy.removed, [{ id: ada.userId, label: 'ada', retired: false }])
  }),
)

test(
  'a key is unique among what is not retired',
  withTracker('minimal', async ({ operations, admin, create }) => {
    const first = await create('status', { name: 'frozen' })
    await assert.rejects(create('status', { name: 'frozen' }), { code: 'invalid' })
    await operations.retire(admin, first)
    const second = await create('status', { name: 'frozen' })

    await assert.rejects(operations.restore(admin, first), { code: 'invalid' })
    await operations.retire(admin, second)
    await operations.restore(admin, first)
    assert.equal(await operations.lookup(admin, 'status', 'frozen'), first.id)
  }),
)

test(
  'a view shows cells, labels and what may be edited',
  withTracker('minimal', async ({ operations, anonymous, admin, create }) => {
    const issue = await create('issue', { title: 'a title', status: 'open' })
    const view = await operations.view(admin, issue)
    assert.equal(view.label, 'a title')
    assert.deepEqual((view.cells.get('status') as { label: string }).label, 'open')
    assert.ok(view.editable.has('title'))
    const seen = await operations.view(anonymous, issue)
    assert.equal(seen.editable.size, 0)
  }),
)

test(
  'two people who add to the same list at once both stand',
  withTracker('minimal', async ({ operations, admin, create, person, stored }) => {
    const issue = await create('issue', { title: 'busy' })
    const people = await Promise.all(['ada', 'grace', 'edsger', 'barbara'].map((name) => person(name)))
    await Promise.all(people.map((one) => operations.set(admin, issue, { nosy: { add: [one.userId!] } })))

    const { nosy } = await stored(issue)
    assert.deepEqual(
      nosy,
      people.map((one) => one.userId).sort((a, b) => a! - b!),
    )
  }),
)
