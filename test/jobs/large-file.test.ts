import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { withMail } from '../support/with-mail.ts'

const LARGE = 50_000_000

test(
  'a small file goes along with the mail, one of 50 MB is linked',
  withMail('python-dev', async ({ operations, person, sink, emptied }) => {
    const [ada, bo] = [await person('ada'), await person('bo')]
    const file = (reference: number, name: string, content: Buffer) => ({
      className: 'file',
      id: null,
      reference,
      changes: { name, type: 'application/octet-stream', content },
    })
    await operations.apply(ada, [
      file(-2, 'small.bin', Buffer.from('small')),
      file(-3, 'large.bin', randomBytes(LARGE)),
      {
        className: 'msg',
        id: null,
        reference: -1,
        changes: { content: Buffer.from('Two files.\n'), files: [-2, -3] },
      },
      {
        className: 'issue',
        id: null,
        changes: { title: 'Valve', nosy: [bo.userId!], messages: [-1], files: [-2, -3] },
      },
    ])
    await emptied()

    const { raw } = sink.arrived.find(({ to }) => to === 'bo@muster.example')!
    assert.ok(raw.length < 50_000, `${raw.length} bytes`)
    const { attachments, text } = await PostalMime.parse(raw)
    assert.deepEqual(
      attachments.map(({ filename }) => filename),
      ['small.bin'],
    )
    assert.match(text!, /https:\/\/tracker\.example\/file\d+\/large\.bin/)
  }),
)
