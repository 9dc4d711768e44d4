import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { PageContext } from './page-context.ts'
import { age } from './time.ts'

/** A sign beside a name: `*` for a signed contributor form, "triager". */
export interface Mark {
  readonly text: string
  readonly meaning: string
}

export interface Person {
  readonly id: number | null
  /** Login name, or what the journal says. Null where the viewer may not see it. */
  readonly username: string | null
  readonly realname: string | null
  readonly marks: readonly Mark[]
}

export interface FileLink {
  readonly id: number
  readonly name: string | null
}

/** A message with its text rendered already. */
export interface MessageItem {
  readonly id: number
  readonly author: Person
  readonly date: Date | null
  /** Null: there is none to show, and `notice` says why. */
  readonly body: Html | null
  readonly notice: string | null
  /** Written by a program: set back a little. */
  readonly automated: boolean
  readonly files: readonly FileLink[]
}

export function messageBlock(context: PageContext, message: MessageItem): Html {
  const designator = `msg${message.id}`
  return html`<article class="message${message.automated && ' automated'}" id="${designator}" data-step tabindex="-1" aria-label="Message ${message.id}">
<header>${personName(context, message.author)}${message.date && html` <a class="when" href="#${designator}">${age(context, message.date)}</a>`}<a class="permalink" href="${context.link(`/${designator}`)}">${designator}</a></header>
${messageText(message)}
${message.files.length > 0 && html`<p class="files">${message.files.map((file) => fileLink(context, file))}</p>`}
</article>`
}

function messageText({ body, notice }: Pick<MessageItem, 'body' | 'notice'>): Html {
  return body === null ? html`<p class="muted">${notice ?? 'There is no text.'}</p>` : body
}

function personName(context: PageContext, person: Person): Html {
  const { id, username, realname, marks } = person
  const name = realname ?? username ?? '[hidden]'
  const shown = id === null ? html`<b>${name}</b>` : html`<b><a href="${context.link(`/user${id}`)}">${name}</a></b>`
  return html`${shown}${realname !== null && username !== null && realname !== username && html` <span class="muted">${username}</span>`}${marks.map(markHtml)}`
}

function markHtml({ text, meaning }: Mark): Html {
  return html` <abbr class="mark" title="${meaning}">${text}</abbr>`
}

/** To the bytes; the name is part of the URL so that a download is called by it. */
export function fileLink(context: PageContext, { id, name }: FileLink): Html {
  return html`<a href="${context.link(filePath(id, name))}">${name ?? `file${id}`}</a>`
}

export function filePath(id: number, name: string | null): string {
  return `/file${id}/${encodeURIComponent(name ?? '')}`
}
