import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rawHeader, rawHeaders, parsedMail } from '../support/read-mail.ts'
import type { Arrived } from '../support/mail-sink.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

const PARTS = [
  '\r\nBcc: evil@evil.example',
  '\nX-Evil: 1\n\n<script>',
  '\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n',
  '\r\n.\r\nQUIT\r\n',
  '=?utf-8?Q?=0D=0ABcc:_evil@evil.example?=',
  '=?utf-8?B?RXZpbA==?=',
  '"; filename="evil.exe',
  '" <evil@evil.example>, "',
  '<evil@evil.example>',
  '../../etc/passwd',
  'C:\\evil',
  'größe',
  'насос 🔥',
  '\u202egnp.exe',
  '\u2028\u0085\u000b',
  '%0d%0aBcc: evil@evil.example',
  '\'\\"\\',
  'x'.repeat(1_200),
  'word '.repeat(300),
  '',
]
const hostile = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('a'))

/** What a mail of ours may have as headers. */
const HEADERS =
  /^(?:x-roundup-[\w-]+|x-muster-reason|precedence|auto-submitted|list-(?:id|help|post|archive|unsubscribe|unsubscribe-post)|from|to|reply-to|in-reply-to|references|subject|message-id|date|mime-version|content-type|content-transfer-encoding)$/

/** What holds of every mail, whatever somebody called things. */
async function isWellFormed(mail: Arrived): Promise<void> {
  const text = mail.raw.toString('latin1')
  assert.match(text, /^[\t\r\n\x20-\x7e]*$/, 'ASCII alone')
  assert.doesNotMatch(text, /\r(?!\n)|(?<!\r)\n/, 'line ends are CRLF')
  for (const line of text.split('\r\n')) assert.ok(line.length <= 998, `a line of ${line.length} octets`)

  const names = rawHeaders(mail).map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
  for (const name of names) assert.match(name, HEADERS)
  assert.equal(new Set(names).size, names.length, 'no header twice')

  const { from, to, replyTo, headers, subject, attachments } = await parsedMail(mail)
  assert.equal(from!.address, 'tracker@muster.example')
  assert.deepEqual(to, [{ name: '', address: mail.to }])
  assert.deepEqual(
    replyTo!.map(({ address }) => address),
    ['tracker@muster.example'],
  )
  assert.match(rawHeader(mail, 'List-Id')!, / <tracker\.example>$/)
  assert.match(subject!, /^\[issue\d+\]/)
  // oxlint-disable-next-line no-control-regex -- these are what must not come through
  const breaks = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/
  for (const said of [subject!, from!.name, ...headers.map(({ value }) => value)])
    assert.doesNotMatch(said, breaks, 'no line break in any header')
  for (const { filename, mimeType } of attachments) {
    assert.doesNotMatch(filename!, /[\\/]/)
    assert.doesNotMatch(filename!, breaks)
    assert.ok(filename!.length <= 120)
    assert.match(mimeType, /^[\w.+-]+\/[\w.+-]+$/)
  }
}

interface Names {
  readonly title: string
  readonly realname: string
  readonly file: string
  readonly type: string
  readonly keyword: string
  readonly text: string
}

async function tell({ operations, admin, create }: TrackerWithMail, names: Names, to: number, unique: number) {
  const author = await create('user', { username: `author${unique}`, realname: names.realname, roles: 'User' })
  const keyword = await create('keyword', { name: `${unique} ${names.keyword}` })
  await operations.apply({ ...admin, userId: author.id }, [
    {
      className: 'file',
      id: null,
      reference: -2,
      changes: { name: names.file, type: names.type, content: Buffer.from(names.text) },
    },
    {
      className: 'msg',
      id: null,
      reference: -1,
      changes: { content: Buffer.from(names.text), files: [-2], inreplyto: names.title, messageid: names.file },
    },
    {
      className: 'issue',
      id: null,
      changes: { title: names.title, nosy: [to], keyword: [keyword.id], messages: [-1], files: [-2] },
    },
  ])
}

test(
  'no title, name, file name or type gets a header, a reader or a part of its own into a mail',
  withMail('classic', async (given) => {
    const bo = await given.person('bo')
    const names: fc.Arbitrary<Names> = fc.record({
      title: hostile,
      realname: hostile,
      file: hostile,
      keyword: hostile,
      text: hostile,
      type: fc.oneof(
        hostile,
        fc.constantFrom('multipart/mixed; boundary=b', 'message/rfc822', 'text/html\r\nBcc: e@e'),
      ),
    })
    let unique = 0
    const batches = fc.array(names, { minLength: 8, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        for (const one of batch) await tell(given, one, bo.userId!, (unique += 1))
        await given.emptied()
        const mails = given.sink.takeAll()
        assert.equal(mails.length, batch.length)
        for (const mail of mails) await isWellFormed(mail)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  }),
)

test(
  'a line break in a title, from an old tracker, does not stop the mails that come after',
  withMail('classic', async (given) => {
    const bo = await given.person('bo')
    const issue = await given.create('issue', { title: 'Valve leaks', nosy: [bo.userId!] })
    await given.database.pool.query(`update issue set title = E'One\\nTwo: three\\r\\n\\r\\nFour' where id = $1`, [
      issue.id,
    ])
    for (const content of ['First.', 'Second.']) {
      const message = await given.create('msg', { content })
      await given.operations.set(given.admin, issue, { messages: { add: [message.id] } })
    }
    await given.emptied()
    const mails = await Promise.all(given.sink.takeAll().map(parsedMail))
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['[issue1] One Two: three Four', '[issue1] One Two: three Four'],
    )
  }),
)
