import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { withMail } from '../support/with-mail.ts'

test(
  'a new issue is told to those on its nosy list, in the form that Roundup has',
  withMail('python-dev', async ({ operations, person, sink, emptied }) => {
    const ada = await person('ada', 'User', { realname: 'Ada Lindqvist' })
    const bo = await person('bo')
    await operations.apply(ada, [
      { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from('It leaks at the top.\n') } },
      { className: 'issue', id: null, changes: { title: 'Valve leaks', nosy: [bo.userId!], messages: [-1] } },
    ])
    await emptied()

    const toBo = sink.arrived.find(({ to }) => to === 'bo@muster.example')!
    const mail = await PostalMime.parse(toBo.raw)
    assert.equal(mail.subject, '[issue1] Valve leaks')
    assert.deepEqual(mail.from, { name: 'Ada Lindqvist', address: 'tracker@muster.example' })
    assert.match(mail.text!, /^New submission from Ada Lindqvist:\n\nIt leaks at the top\.\n\n\n-{10}\n/)
    assert.equal(mail.headers.find(({ key }) => key === 'list-id')?.value, '"Python tracker" <tracker.example>')
  }),
)
