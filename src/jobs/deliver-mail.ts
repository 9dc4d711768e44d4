import type { Mailer, Outcome, OutgoingMail } from '../delivery/outgoing-mail.ts'
import { attachmentType } from '../messages/attachment-type.ts'
import { encodedHeader } from '../messages/encoded-header.ts'
import { attachmentName, displayName } from '../messages/header-text.ts'
import { flowed } from '../messages/flowed.ts'
import { htmlDocument } from '../messages/html-document.ts'
import { reasonSentence } from '../messages/reasons.ts'
import type { Reason } from '../messages/reasons.ts'
import { accountHeaders } from '../messages/account-mails.ts'
import { bulkHeaders, footer } from '../messages/bulk-headers.ts'
import type { Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import { forgetSecret, recordAttempts, waitingFor } from '../store/outbox/mails.ts'
import type { Attempt, MailContent, MailKind, StoredMail, Waiting } from '../store/outbox/mails.ts'
import type { MailPlace } from './mail-place.ts'

export interface Delivering {
  readonly sql: Sql
  readonly mailer: Mailer
  readonly place: MailPlace
  /** Where a click ends what this reader gets; null for a mail that nobody may refuse. */
  readonly unsubscribeUrl: (mail: StoredMail, reader: Waiting) => Promise<string | null>
  /** Told of each reader whom the relay refused for good. */
  readonly onRefused: (reader: Waiting, answer: string) => void
  /** Whether what is not begun yet has to wait for another time. */
  readonly isOver: () => boolean
}

/** What one round through the readers of a mail left to do. */
export interface Left {
  /** Readers who still wait. */
  readonly waiting: number
  /** Some were not tried, for there was no more time. */
  readonly isInterrupted: boolean
  /** What the relay said last to put a reader off, or why it was not reached. */
  readonly reason: string | null
}

/** A relay takes this many at once from us; the others wait for theirs. After as many failures in a row it is away. */
const AT_ONCE = 4
const NOTHING: Left = { waiting: 0, isInterrupted: false, reason: null }

/**
 * Sends one mail to all who still wait for it. Each outcome is stored as it comes, so that a worker that is killed has
 * at most {@link AT_ONCE} readers who may get the mail a second time, under the same Message-ID. A relay that is away
 * is not asked again for each of many readers.
 */
export async function deliverMail(delivering: Delivering, mailId: number): Promise<Left> {
  const { sql } = delivering
  const found = await waitingFor(sql, mailId)
  if (!found || found.waiting.length === 0 || !found.mail.content) return NOTHING
  const round = new Round(delivering, found.mail, await attachmentsOf(sql, found.mail.content))
  const left = await round.send(found.waiting)
  await forgetSecret(sql, mailId)
  return left
}

class Round {
  readonly #delivering: Delivering
  readonly #mail: StoredMail
  readonly #attachments: OutgoingMail['attachments']
  #deferred = 0
  #unreached = 0
  #isInterrupted = false
  #reason: string | null = null

  constructor(delivering: Delivering, mail: StoredMail, attachments: OutgoingMail['attachments']) {
    this.#delivering = delivering
    this.#mail = mail
    this.#attachments = attachments
  }

  async send(readers: readonly Waiting[]): Promise<Left> {
    const queue = [...readers]
    const sendOn = async (): Promise<void> => {
      while (queue.length > 0 && this.#unreached < AT_ONCE) {
        this.#isInterrupted ||= this.#delivering.isOver()
        if (this.#isInterrupted) return
        await this.#sendTo(queue.shift()!)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sendOn))
    return { waiting: this.#deferred + queue.length, isInterrupted: this.#isInterrupted, reason: this.#reason }
  }

  async #sendTo(reader: Waiting): Promise<void> {
    const { sql, mailer, onRefused } = this.#delivering
    const mail = await outgoing(this.#delivering, this.#mail, this.#mail.content!, this.#attachments, reader)
    const { state, answer } = await mailer.send(mail)
    await recordAttempts(sql, [{ delivery: reader.id, state: STATES[state], answer }])
    this.#unreached = state === 'unreached' ? this.#unreached + 1 : 0
    if (state === 'refused') onRefused(reader, answer)
    if (STATES[state] !== 'waiting') return
    this.#deferred += 1
    this.#reason = answer
  }
}

const STATES: Readonly<Record<Outcome['state'], Attempt['state']>> = {
  sent: 'sent',
  deferred: 'waiting',
  unreached: 'waiting',
  refused: 'bounced',
}

async function attachmentsOf(sql: Sql, content: MailContent): Promise<OutgoingMail['attachments']> {
  const found = []
  for (const { name, type, hash } of content.attachments) {
    const bytes = await getContent(sql, Buffer.from(hash, 'hex'))
    if (bytes) found.push({ name: attachmentName(name), type: attachmentType(type, bytes), bytes })
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
  const isOwn = ACCOUNT_MAILS.has(mail.kind)
  const reason = reader.reason as Reason
  const sentence = reasonSentence(reason, reader.because)
  return {
    envelopeFrom: place.bounceAddress,
    to: reader.address,
    from: { name: displayName(content.fromName), address: place.address },
    replyTo: { name: displayName(place.title), address: place.address },
    subject: mail.subject,
    messageId: mail.messageId,
    inReplyTo: headerOf(content, 'In-Reply-To'),
    references: headerOf(content, 'References')?.split(' ') ?? [],
    date: mail.madeAt,
    headers: [
      ...content.headers.filter(([name]) => !OWN_FIELDS.has(name)).map(encoded),
      ...(isOwn
        ? accountHeaders(place.title)
        : bulkHeaders({
            title: place.title,
            address: place.address,
            baseUrl: place.baseUrl,
            about: mail.about,
            reason,
            unsubscribeUrl: url,
          })),
    ],
    text: flowed(isOwn ? content.text : `${content.text}\n${footer(sentence, url)}`),
    html: content.html === null ? null : htmlDocument(content.html, sentence, url),
    attachments,
  }
}

function encoded([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, encodedHeader(value)]
}

/** They are about the reader's own account, and say by themselves why they come. */
const ACCOUNT_MAILS: ReadonlySet<MailKind> = new Set(['registration', 'password', 'address', 'notice'])

/** The mailer has fields for these. */
const OWN_FIELDS = new Set(['In-Reply-To', 'References'])

function headerOf(content: MailContent, name: string): string | null {
  return content.headers.find(([known]) => known === name)?.[1] ?? null
}
