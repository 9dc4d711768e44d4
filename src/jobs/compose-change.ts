import { changeText } from '../messages/change-mail.ts'
import type { Person } from '../messages/change-mail.ts'
import { subjectOf } from '../messages/header-text.ts'
import { generatedId, threadOf } from '../messages/thread.ts'
import type { Thread } from '../messages/thread.ts'
import { readToldChange, visibleChange } from '../operations/told-change.ts'
import type { ToldChange, VisibleChange } from '../operations/told-change.ts'
import type { MailRules } from '../schema/tracker.ts'
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
    const { notification, message, first } = told
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
      if (recipient.userId !== null) reached.push(recipient.userId)
      const key = JSON.stringify([
        visible.title,
        visible.properties,
        visible.addedFiles,
        visible.headers,
        visible.files.map(({ id }) => id),
      ])
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
    const { place, operations, sql } = this.#composing
    const { notification, people } = this.#told
    const rules = operations.tracker.mail
    const author = authorOf(this.#told)
    const person = personOf(author === null ? undefined : people.get(author), rules)
    const { attached, linked } = await split(sql, visible.files, rules.attachUpTo)
    const fileUrl = (id: number): string => `${place.baseUrl}file${id}`
    const text = changeText({
      tracker: { title: place.title, address: place.address },
      designator: this.#designator,
      url: `${place.baseUrl}${this.#designator}`,
      author: rules.authorLine ? person : null,
      occasion: this.#occasion(),
      text: visible.text,
      note: visible.properties,
      files: linked.map((file) => ({
        name: nameOf(file),
        url: `${fileUrl(file.id)}/${encodeURIComponent(nameOf(file))}`,
      })),
      addedFiles: notification.message === null ? visible.addedFiles.map((id) => ({ name: '', url: fileUrl(id) })) : [],
      signature: rules.signature,
    })
    return {
      headers: this.#headers(visible),
      fromName: person.name,
      text,
      html: null,
      attachments: attached,
    }
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

function personOf(user: StoredNode | undefined, rules: MailRules): Person {
  const name = textOf(user?.values['realname']) ?? textOf(user?.values['username']) ?? 'Nobody'
  return { name, address: rules.authorAddress ? textOf(user?.values['address']) : null }
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
