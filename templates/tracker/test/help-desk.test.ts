import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withTracker } from 'muster-tracker/testing'
import tracker from '../tracker.ts'

test(
  'a new request goes to the owner of its area, who follows it',
  withTracker(tracker, async ({ admin, person }) => {
    const ada = await person('ada', ['Agent'])
    const grace = await person('grace')
    await admin.set('area', 2, { owner: 'ada' })

    const request = await grace.create('issue', { title: 'No paper on the third floor', area: 'Printers' })

    const { assignee, nosy } = await ada.get('issue', request)
    assert.equal(assignee, ada.id)
    assert.ok(nosy?.includes(ada.id))
  }),
)

test(
  'a request is closed with an answer, and not without one',
  withTracker(tracker, async ({ person }) => {
    const ada = await person('ada', ['Agent'])
    const request = await ada.create('issue', { title: 'Forgotten password', area: 'Accounts' })

    await assert.rejects(ada.set('issue', request, { status: 'closed' }), /Write an answer/)

    const answer = await ada.create('msg', { content: 'A new one is in the post.' })
    await ada.set('issue', request, { status: 'closed', messages: [answer] })
  }),
)

test(
  'people see their own requests and nobody else’s',
  withTracker(tracker, async ({ person }) => {
    const [grace, joan] = [await person('grace'), await person('joan')]
    const request = await grace.create('issue', { title: 'Locked out', area: 'Accounts' })

    assert.equal((await grace.get('issue', request)).title, 'Locked out')
    await assert.rejects(joan.get('issue', request), { code: 'not-found' })
  }),
)
