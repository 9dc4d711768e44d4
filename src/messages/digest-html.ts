import { html } from '../values/html.ts'
import type { Html } from '../values/html.ts'
import { changeNote } from './change-note.ts'
import { firstLines, leftOutLine } from './digest-mail.ts'
import type { DigestEntry, DigestIssue } from './digest-mail.ts'
import { textAsHtml } from './text-as-html.ts'

/** The digest for readers of HTML: says what the text says. */
export function digestHtml(issues: readonly DigestIssue[], leftOut: number): Html {
  return html`${issues.map(issueHtml)}${leftOut > 0 && html`<p>${leftOutLine(leftOut)}</p>`}`
}

function issueHtml({ designator, title, url, entries }: DigestIssue): Html {
  return html`<h3><a href="${url}">${designator}</a>: ${title}</h3>
${entries.map(entryHtml)}`
}

function entryHtml({ author, at, text, note, url }: DigestEntry): Html {
  const when = url === '' ? html`${at}` : html`<a href="${url}">${at}</a>`
  const beginning = firstLines(text)
  const changes = changeNote(note)
  return html`<p><b>${author}</b>, ${when}</p>
${beginning !== '' && textAsHtml(beginning)}
${changes !== '' && textAsHtml(changes)}`
}
