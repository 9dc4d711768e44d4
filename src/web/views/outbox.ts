import { DELIVERY_STATES } from '../../operations/outbox.ts'
import type { ListedMail, OutboxMail, OutboxPage } from '../../operations/outbox.ts'
import { html, joined, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import { option } from './list-controls.ts'
import type { PageContext } from './page-context.ts'
import { moment } from './time.ts'

export interface OutboxProps extends OutboxPage {
  /** Only deliveries of it are shown. */
  readonly state: string | null
  readonly keepsMail: boolean
}

/** Readers of one mail that its row names. */
const NAMED = 3

export function outboxPage(context: PageContext, { mails, before, state, keepsMail }: OutboxProps): Html {
  const older = `/outbox?${new URLSearchParams({ ...(state !== null && { state }), before: String(before) }).toString()}`
  const about = keepsMail
    ? 'Mail that would be sent. This tracker has no mail server, so it stays here.'
    : 'Mail that was sent, or waits to be.'
  const main = html`<header class="heading"><h1>Outbox</h1><p class="meta">${about}</p></header>
<form action="${context.link('/outbox')}"><p class="send"><label for="state">State</label> <select id="state" name="state">${option('', 'any', state === null)}${DELIVERY_STATES.map((one) => option(one, one, one === state))}</select> <button>Show</button></p></form>
${
  mails.length === 0
    ? html`<p class="muted">None${state !== null && ` of that state`}. Mail follows a change within seconds.</p>`
    : html`<div class="scroll"><table><caption class="unseen">Mails, the newest first</caption><thead><tr><th scope="col">Made</th><th scope="col">Subject</th><th scope="col">To</th><th scope="col">State</th></tr></thead><tbody>
${mails.map((mail) => mailRow(context, mail))}</tbody></table></div>`
}
${before !== null && html`<p><a href="${context.link(older)}" rel="next">Older</a></p>`}`
  return page(context, { title: 'Outbox', kind: 'list', main })
}

function mailRow(context: PageContext, { id, madeAt, subject, deliveries }: ListedMail): Html {
  const named = deliveries.slice(0, NAMED).map(({ address }) => html`<bdi>${address}</bdi>`)
  const more = deliveries.length - named.length
  const states = Map.groupBy(deliveries, ({ state }) => state)
  const counts = [...states].map(([state, { length }]) => html`${state}${length > 1 && ` ${length}`}`)
  return html`<tr><td>${moment(context, madeAt)}</td><th scope="row"><a href="${context.link(`/outbox?mail=${id}`)}"><bdi>${subject}</bdi></a></th><td>${joined(named, ', ')}${more > 0 && ` and ${more} more`}</td><td>${joined(counts, ', ')}</td></tr>
`
}

export function outboxMailPage(context: PageContext, mail: OutboxMail): Html {
  const { subject, kind, madeAt, about, messageId, content, deliveries } = mail
  const headers = [
    ['Subject', subject],
    ['From', content?.fromName ?? ''],
    ['Message-Id', messageId],
    ...(content?.headers ?? []),
  ]
  const main = html`<header class="heading"><h1><bdi>${subject}</bdi></h1><p class="meta">${kind}${about !== null && html` about <a href="${context.link(`/${about}`)}">${about}</a>`}, made ${moment(context, madeAt)} · <a href="${context.link('/outbox')}">Outbox</a></p></header>
<section><h2>Readers</h2><div class="scroll"><table><caption class="unseen">Readers of this mail</caption><thead><tr><th scope="col">Address</th><th scope="col">Because</th><th scope="col">State</th><th scope="col">Tries</th><th scope="col">Last answer</th></tr></thead><tbody>
${deliveries.map(({ address, reason, state, attempts, answer }) => html`<tr><th scope="row"><bdi>${address}</bdi></th><td>${reason}</td><td>${state}</td><td>${attempts}</td><td>${answer ?? ''}</td></tr>`)}</tbody></table></div></section>
<section><h2>Headers</h2><dl>${headers.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}</dl></section>
<section><h2>Text</h2>${textOf(mail)}</section>`
  return page(context, { title: subject, kind: 'narrow', main })
}

/** As text, whatever it holds: nothing in it becomes a part of the page. */
function textOf({ content, holdsSecret }: OutboxMail): Html {
  if (content === null)
    return html`<p class="muted">${holdsSecret ? 'It held a secret, which is for its reader alone.' : 'It is not kept.'}</p>`
  const attached = content.attachments.map(({ name }) => html`<bdi>${name}</bdi>`)
  return html`<pre>${content.text}</pre>${attached.length > 0 ? html`<p>Attached: ${joined(attached, ', ')}</p>` : NO_HTML}`
}
