import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'a new issue is unread, also with a message',
  withNames('classic', async ({ create, names }) => {
    const message = await create('msg', { content: 'It leaks.' })
    const issue = await create('issue', { title: 'Valve leaks', messages: [message.id] })

    assert.equal(await names(issue, 'status'), 'unread')
  }),
)

test(
  'a message turns a quiet issue into one that people chat about',
  withNames('classic', async ({ create, comment, names, person, set }) => {
    const ada = await person('ada')
    for (const status of ['unread', 'resolved', 'done-cbb']) {
      const issue = await create('issue', { title: 'Valve leaks', status })
      await comment(issue, ada)
      assert.equal(await names(issue, 'status'), 'chatting', status)
    }
    const none = await create('issue', { title: 'Valve leaks' })
    await set(none, { status: null })
    await comment(none, ada)
    assert.equal(await names(none, 'status'), 'chatting')
  }),
)

test(
  'a message leaves other statuses alone, and those that come with it',
  withNames('classic', async ({ create, comment, names, person }) => {
    const ada = await person('ada')
    const testing = await create('issue', { title: 'Valve leaks', status: 'testing' })
    const resolved = await create('issue', { title: 'Valve leaks', status: 'resolved' })

    await comment(testing, ada)
    await comment(resolved, ada, { status: 'resolved' })

    assert.equal(await names(testing, 'status'), 'testing')
    assert.equal(await names(resolved, 'status'), 'resolved')
  }),
)

test(
  'a change without a message starts no chat',
  withNames('classic', async ({ create, names, set }) => {
    const issue = await create('issue', { title: 'Valve leaks' })

    await set(issue, { priority: 'bug' })

    assert.equal(await names(issue, 'status'), 'unread')
  }),
)

test(
  "the author of a new issue's message follows it, that of a later one does not",
  withNames('classic', async (given) => {
    const [ada, grace] = [await given.person('ada'), await given.person('grace')]
    const message = await given.create('msg', { content: 'It leaks.' }, ada)
    const issue = await given.create('issue', { title: 'Valve leaks', messages: [message.id] }, ada)

    await given.comment(issue, grace)
    assert.deepEqual(await given.names(issue, 'nosy'), ['ada'])

    await given.set(issue, { assignedto: 'grace' })
    assert.deepEqual(await given.names(issue, 'nosy'), ['ada', 'grace'])
  }),
)

test(
  'classic takes login names that hold an @',
  withNames('classic', async ({ person }) => {
    await person('postbox@sandgate.example', 'User', { address: null })
    await assert.rejects(person('post box', 'User', { address: null }), /may only contain/)
  }),
)

test(
  'the tasks of devel follow all who are assigned',
  withNames('devel', async ({ create, names, person }) => {
    await person('ada')
    const task = await create('task', { title: 'Write it', assignee: ['ada', 'developer'] })
    const bug = await create('bug', { title: 'Fix it', assignee: 'ada' })

    assert.deepEqual(await names(task, 'nosy'), ['ada', 'developer'])
    assert.deepEqual(await names(bug, 'nosy'), ['ada'])
  }),
)

test(
  'a change does not bring back who left the tracker',
  withNames('classic', async ({ admin, create, names, operations, person, set }) => {
    const ada = await person('ada')
    const message = await create('msg', { content: 'It leaks.', recipients: ['ada'] })
    await operations.retire(admin, { className: 'user', id: ada.userId! })

    const issue = await create('issue', { title: 'Valve leaks', messages: [message.id] })
    await set(issue, { title: 'Valve leaks at the top' })

    assert.deepEqual(await names(issue, 'nosy'), ['admin'])
  }),
)
