import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { unflowed } from '../../src/messages/flowed.ts'
import { flowedText, parsedMail, rawHeader } from '../support/read-mail.ts'
import { verifyDkim } from '../support/verify-dkim.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

/** The mail that one reader gets of a message. */
async function mailOf(given: TrackerWithMail, content: string, title = 'Valve leaks') {
  const bo = await given.person('bo')
  const message = await given.create('msg', { content })
  await given.create('issue', { title, nosy: [bo.userId!], messages: [message.id] })
  await given.emptied()
  return given.sink.takeAll().find(({ to }) => to === 'bo@muster.example')!
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const dkim = { domain: 'muster.example', selector: 'key1', privateKey }

test(
  'a signed mail is what its receiver finds signed, the way out of the list with it',
  withMail(
    'python-dev',
    async (given) => {
      const mail = await mailOf(
        given,
        'Kälte.\n\n.\n..\n\n\ntrailing  \n\n\n',
        'Größe, and a title that is long enough to be folded twice over',
      )
      const { isValid, signed, domain, selector } = verifyDkim(mail.raw, publicKey)
      assert.equal(isValid, true)
      assert.deepEqual({ domain, selector }, { domain: 'muster.example', selector: 'key1' })
      for (const name of [
        'from',
        'to',
        'subject',
        'message-id',
        'list-id',
        'list-unsubscribe',
        'list-unsubscribe-post',
      ])
        assert.ok(signed.includes(name), name)

      const other = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
      assert.equal(verifyDkim(mail.raw, other.publicKey).isValid, false)
      const changed = Buffer.from(
        mail.raw.toString('latin1').replace('List-Unsubscribe: <', 'List-Unsubscribe: <x'),
        'latin1',
      )
      assert.equal(verifyDkim(changed, publicKey).isValid, false)
    },
    { dkim },
  ),
)

test(
  'a text comes out of its mail as it was written, in lines that every server passes on',
  withMail('classic', async (given) => {
    const long = 'A paragraph that nobody broke, as browsers send them, with größe and насос in it. '.repeat(20).trim()
    const text = [
      long,
      '',
      'From here on:',
      `> ${long}`,
      '> > deeper',
      '',
      '    indented code, kept as it is',
      '| a table | of two |',
      '\ttabs\tare kept',
      'x'.repeat(3_000),
      'ж'.repeat(1_500),
      '.',
      '..dots',
      '-- ',
      'Ada',
    ].join('\n')
    const mail = await mailOf(given, text)
    const raw = mail.raw.toString('latin1')
    for (const line of raw.split('\r\n')) assert.ok(line.length <= 998, `a line of ${line.length} octets`)
    assert.match(raw, /^[\t\r\n\x20-\x7e]*$/, 'passes where only seven bits do')
    const read = unflowed(flowedText(mail))
    assert.ok(read.includes(`New submission from admin:\n\n${text}\n\n`), read)
  }),
)

test(
  'the text stands first, and beside it the same in HTML, with nothing to load and no colours but the reader’s',
  withMail('python-dev', async (given) => {
    const mail = await mailOf(
      given,
      'See https://sandgate.example/?a=1&b=2\n\n> quoted\n\n<img src=x>',
      '<b>Valve</b> & more',
    )
    assert.match(rawHeader(mail, 'Content-Type')!, /^multipart\/alternative;/)
    const raw = mail.raw.toString('latin1')
    assert.ok(raw.indexOf('Content-Type: text/plain') < raw.indexOf('Content-Type: text/html'))

    const { html } = await parsedMail(mail)
    assert.match(html!, /<a href="https:\/\/sandgate\.example\/\?a=1&amp;b=2">/)
    assert.match(html!, /<blockquote [^>]*><p>quoted<\/p><\/blockquote>/)
    assert.match(html!, /&lt;img src=x&gt;/)
    assert.match(
      html!,
      /<a href="https:\/\/tracker\.example\/issue1">issue1<\/a>: &lt;b&gt;Valve&lt;\/b&gt; &amp; more/,
    )
    assert.match(html!, /<th [^>]*>status<\/th><td [^>]*>open<\/td>/)
    assert.match(html!, /You get this because you are on the nosy list of this issue\./)
    assert.match(html!, /<meta name="color-scheme" content="light dark">/)
    const tags = html!.replaceAll(/>[^<]*</g, '><')
    assert.doesNotMatch(
      tags,
      /<(?:img|link|script|style|iframe|object|video|form)\b|\bsrc=|url\(|@import|[^-]color:|background/i,
    )
  }),
)

test(
  'files come along as what they are, unless they could not travel so',
  withMail('classic', async (given) => {
    const bo = await given.person('bo')
    const inner = 'From: ada@sandgate.example\r\nSubject: Inner\r\n\r\nInside.\r\n'
    const files = [
      { name: 'note.txt', type: 'text/plain', content: 'Grüße.\n' },
      { name: 'mail.eml', type: 'message/rfc822', content: inner },
      { name: 'raw.eml', type: 'message/rfc822', content: inner.replace('Inside', 'Kälte') },
      { name: 'parts.bin', type: 'multipart/mixed; boundary=x', content: '--x' },
      { name: 'page.html', type: 'text/html; charset=latin1', content: '<p>Page</p>' },
    ]
    const ids = []
    for (const file of files) ids.push((await given.create('file', file)).id)
    const message = await given.create('msg', { content: 'See.', files: ids })
    await given.create('issue', { title: 'Valve leaks', nosy: [bo.userId!], messages: [message.id] })
    await given.emptied()
    const { attachments } = await parsedMail(given.sink.takeAll().at(-1)!)
    assert.deepEqual(
      attachments.map(({ filename, mimeType, disposition, content }) => [
        filename,
        mimeType,
        disposition,
        asLines(content),
      ]),
      [
        ['note.txt', 'text/plain', 'attachment', 'Grüße.\n'],
        ['mail.eml', 'message/rfc822', 'attachment', inner.replaceAll('\r\n', '\n')],
        [
          'raw.eml',
          'application/octet-stream',
          'attachment',
          inner.replace('Inside', 'Kälte').replaceAll('\r\n', '\n'),
        ],
        ['parts.bin', 'application/octet-stream', 'attachment', '--x'],
        ['page.html', 'text/html', 'attachment', '<p>Page</p>'],
      ],
    )
  }),
)

/** The parser ends the lines of a mail in a mail as it likes. */
function asLines(content: unknown): string {
  return Buffer.from(content as ArrayBuffer)
    .toString()
    .replaceAll('\r\n', '\n')
    .replace(/\n+$/, '\n')
}
