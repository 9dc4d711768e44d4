import type { Mailer, OutgoingMail } from '../delivery/outgoing-mail.ts'
import { flowed } from '../messages/flowed.ts'
import { htmlDocument } from '../messages/html-document.ts'
import { reasonSentence } from '../messages/reasons.ts'
import type { Reason } from '../messages/reasons.ts'
import { bulkHeaders, footer } from '../messages/bulk-headers.ts'
import type { Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import { forgetSecret, recordAttempts, waitingFor } from '../store/outbox/mails.ts'
import type { Attempt, MailContent, StoredMail, Waiting } from '../store/outbox/mails.ts'
import type { MailPlace } from './mail-place.ts'

export interface Delivering {
  readonly sql: Sql
  readonly mailer: Mailer
  readonly place: MailPlace
  /** Where a click ends what this reader gets; null for a mail that nobody may refuse. */
  readonly unsubscribeUrl: (mail: StoredMail, reader: Waiting) => Promise<string | null>
}

/** A relay takes this many at once from us; the others wait for theirs. */
const AT_ONCE = 4

/**
 * Sends one mail to all who still wait for it. Each outcome is stored as it comes, so that a worker that is killed has
 * at most {@link AT_ONCE} readers who may get the mail a second time, under the same Message-ID.
 *
 * @returns how many still wait: the job has to be tried again.
 */
export async function deliverMail(delivering: Delivering, mailId: number): Promise<number> {
  const { sql, mailer } = delivering
  const found = await waitingFor(sql, mailId)
  if (!found || found.waiting.length === 0 || !found.mail.content) return 0
  const { mail, waiting } = found
  const attachments = await attachmentsOf(sql, found.mail.content)

  const queue = [...waiting]
  let left = 0
  const send = async (): Promise<void> => {
    for (let reader = queue.shift(); reader; reader = queue.shift()) {
      const { state, answer } = await mailer.send(
        await outgoing(delivering, mail, found.mail.content!, attachments, reader),
      )
      const attempt: Attempt = { delivery: reader.id, state: STATES[state], answer }
      if (state === 'deferred') left += 1
      await recordAttempts(sql, [attempt])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  await forgetSecret(sql, mailId)
  return left
}

const STATES = { sent: 'sent', deferred: 'waiting', refused: 'bounced' } as const

async function attachmentsOf(sql: Sql, content: MailContent): Promise<OutgoingMail['attachments']> {
  const found = []
  for (const { name, type, hash } of content.attachments) {
    const bytes = await getContent(sql, Buffer.from(hash, 'hex'))
    if (bytes) found.push({ name, type, bytes })
  }
  return found
}

async function outgoing(
  { place, unsubscribeUrl }: Delivering,
  mail: StoredMail,
  content: MailContent,
  attachments: OutgoingMail['attachments'],
  reader: Waiting,
): Promise<OutgoingMail> {
  const url = await unsubscribeUrl(mail, reader)
  const reason = reader.reason as Reason
  const sentence = reasonSentence(reason, reader.because)
  return {
    envelopeFrom: place.bounceAddress,
    to: reader.address,
    from: { name: content.fromName, address: place.address },
    replyTo: { name: place.title, address: place.address },
    subject: mail.subject,
    messageId: mail.messageId,
    inReplyTo: headerOf(content, 'In-Reply-To'),
    references: headerOf(content, 'References')?.split(' ') ?? [],
    date: mail.madeAt,
    headers: [
      ...content.headers.filter(([name]) => !OWN_FIELDS.has(name)),
      ...bulkHeaders({
        title: place.title,
        address: place.address,
        baseUrl: place.baseUrl,
        about: mail.about,
        reason,
        unsubscribeUrl: url,
      }),
    ],
    text: flowed(`${content.text}\n${footer(sentence, url)}`),
    html: content.html === null ? null : htmlDocument(content.html, sentence, url),
    attachments,
  }
}

/** The mailer has fields for these. */
const OWN_FIELDS = new Set(['In-Reply-To', 'References'])

function headerOf(content: MailContent, name: string): string | null {
  return content.headers.find(([known]) => known === name)?.[1] ?? null
}
