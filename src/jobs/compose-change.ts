import { changeHtml } from '../messages/change-html.ts'
import { changeText } from '../messages/change-mail.ts'
import type { ChangeMail } from '../messages/change-mail.ts'
import { subjectOf } from '../messages/header-text.ts'
import { generatedId, threadOf } from '../messages/thread.ts'
import type { Thread } from '../messages/thread.ts'
import { readToldChange } from '../operations/told-change.ts'
import type { ToldChange } from '../operations/told-change.ts'
import { visibleChange } from '../operations/visible-change.ts'
import type { VisibleChange } from '../operations/visible-change.ts'
import type { Sql } from '../store/database.ts'
import { contentSizes } from '../store/files/content.ts'
import { recordTold } from '../store/nodes/record-told.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { firstMail } from '../store/outbox/first-mail.ts'
import { storeMail } from '../store/outbox/mails.ts'
import type { Attachment, MailContent, Recipient } from '../store/outbox/mails.ts'
import { lockNotification, markComposed } from '../store/outbox/notifications.ts'
import { authorOf, chooseReaders } from './choose-readers.ts'
import type { Choosing } from './choose-readers.ts'

export type Composing = Choosing

/** Turns the promise to tell of a change into mails, in one transaction; a second time it does nothing. */
export async function composeChange(composing: Composing, notificationId: string): Promise<void> {
  const { sql, operations } = composing
  const notification = await lockNotification(sql, notificationId)
  if (!notification || notification.isComposed) return
  await markComposed(sql, notificationId)

  const told = await readToldChange(sql, operations.tracker, notification)
  if (!told) return
  const about = { className: notification.className, id: notification.node }
  const mail = new ChangeMails(composing, told, await firstMail(sql, about))
  await mail.store()
}

/** All mails about one change. Readers who may read the same get the same one. */
class ChangeMails {
  readonly #composing: Composing
  readonly #told: ToldChange
  readonly #designator: string
  readonly #thread: Thread

  constructor(composing: Composing, told: ToldChange, firstMail: string | null) {
    this.#composing = composing
    this.#told = told
    const { notification, message } = told
    /* A mail that tells of a new issue begins its conversation, whatever was said by now. */
    const first = notification.event === 'create' && !message ? null : told.first
    this.#designator = `${notification.className}${notification.node}`
    this.#thread = threadOf({
      messageId: textOf(message?.values['messageid']),
      ownId: message ? this.#idOf(message) : this.#madeId(notification.at, notification.id),
      first: first && { messageId: textOf(first.values['messageid']), ownId: this.#idOf(first) },
      inReplyTo: textOf(message?.values['inreplyto']),
      firstMail,
    })
  }

  /** The same whenever it is asked: of two mails composed at once, the second has to refer to the first. */
  #idOf(message: StoredNode): string {
    return this.#madeId(message.values['creation'] as Date, `${message.className}${message.id}`)
  }

  #madeId(at: Date, place: string): string {
    return generatedId(at, place, this.#designator, this.#composing.place.domain)
  }

  async store(): Promise<void> {
    const { sql, operations } = this.#composing
    const { tracker, access } = operations
    const { message } = this.#told
    const groups = new Map<string, { readonly visible: VisibleChange; readonly recipients: Recipient[] }>()
    const reached: number[] = []
    for (const { asker, recipient } of await chooseReaders(this.#composing, this.#told)) {
      const visible = visibleChange(access, tracker, asker, this.#told)
      if (!visible) continue
      /* Everybody can read a message's recipients, and nobody else's subscriptions. */
      if (recipient.userId !== null && recipient.because === null) reached.push(recipient.userId)
      const key = JSON.stringify(visible, (_name, value: unknown) => (isNode(value) ? value.id : value))
      const group = groups.get(key)
      if (group) group.recipients.push(recipient)
      else groups.set(key, { visible, recipients: [recipient] })
    }
    for (const { visible, recipients } of groups.values())
      await storeMail(sql, {
        kind: 'change',
        messageId: this.#thread.messageId,
        about: { className: this.#told.notification.className, id: this.#told.notification.node },
        notification: this.#told.notification.id,
        subject: subjectOf(this.#designator, visible.title),
        content: await this.#content(visible),
        recipients,
      })
    if (message)
      await recordTold(sql, tracker.classes.get(message.className)!, message.id, {
        messageId: this.#thread.messageId,
        recipients: reached,
      })
  }

  async #content(visible: VisibleChange): Promise<MailContent> {
    const { operations, sql } = this.#composing
    const { attached, linked } = await split(sql, visible.files, operations.tracker.mail.attachUpTo)
    const mail = this.#changeMail(visible, linked)
    return {
      headers: this.#headers(visible),
      fromName: visible.author,
      text: changeText(mail),
      html: changeHtml(mail).toString(),
      attachments: attached,
    }
  }

  #changeMail(visible: VisibleChange, linked: readonly StoredNode[]): ChangeMail {
    const { place, operations } = this.#composing
    const { authorLine, authorAddress, signature } = operations.tracker.mail
    const author = authorOf(this.#told)
    const address = authorAddress && author !== null ? textOf(this.#told.people.get(author)?.values['address']) : null
    return {
      tracker: { title: place.title, address: place.address },
      designator: this.#designator,
      title: visible.title,
      url: `${place.baseUrl}${this.#designator}`,
      author: authorLine ? { name: visible.author, address } : null,
      occasion: this.#occasion(),
      text: visible.text,
      note: visible.properties,
      files: linked.map((file) => ({ name: nameOf(file), url: this.#contentUrl(file) })),
      contents: visible.contents.map(({ kind, isAdded, node }) => ({ kind, isAdded, url: this.#contentUrl(node) })),
      signature,
    }
  }

  #contentUrl({ className, id, values }: StoredNode): string {
    const name = textOf(values['name'])
    return `${this.#composing.place.baseUrl}${className}${id}${name === null ? '' : `/${encodeURIComponent(name)}`}`
  }

  #occasion(): 'submission' | 'comment' | 'change' {
    const { message, node, notification } = this.#told
    if (!message) return notification.event === 'create' ? 'submission' : 'change'
    return ((node.values['messages'] ?? []) as readonly number[]).length === 1 ? 'submission' : 'comment'
  }

  #headers({ headers }: VisibleChange): MailContent['headers'] {
    const { className, node } = this.#told.notification
    const { inReplyTo, references } = this.#thread
    return [
      ...(inReplyTo === null ? [] : [['In-Reply-To', inReplyTo] as const]),
      ...(references.length === 0 ? [] : [['References', references.join(' ')] as const]),
      ...headers.map(([name, labels]) => [`X-Roundup-${className}-${name}`, labels.join(', ')] as const),
      [`X-Roundup-${className}-Id`, String(node)],
    ]
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function isNode(value: unknown): value is StoredNode {
  return typeof value === 'object' && value !== null && 'contentHash' in value
}

function nameOf(file: StoredNode): string {
  return textOf(file.values['name']) ?? 'unnamed'
}

/** Small files come along, for large ones there is a link. */
async function split(
  sql: Sql,
  files: readonly StoredNode[],
  limit: number,
): Promise<{ readonly attached: readonly Attachment[]; readonly linked: readonly StoredNode[] }> {
  const sizes = await contentSizes(
    sql,
    files.flatMap(({ contentHash }) => contentHash ?? []),
  )
  const attached: Attachment[] = []
  const linked: StoredNode[] = []
  for (const file of files) {
    const hash = file.contentHash && Buffer.from(file.contentHash).toString('hex')
    if (!hash || (sizes.get(hash) ?? Infinity) > limit) linked.push(file)
    else attached.push({ name: nameOf(file), type: textOf(file.values['type']) ?? 'application/octet-stream', hash })
  }
  return { attached, linked }
}
