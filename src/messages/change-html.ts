import { html, joined } from '../values/html.ts'
import type { Html } from '../values/html.ts'
import { authorLine, contentLead } from './change-mail.ts'
import type { ChangeMail } from './change-mail.ts'
import { byName } from './change-note.ts'
import type { NoteLine } from './change-note.ts'
import { textAsHtml } from './text-as-html.ts'

/** The mail for readers of HTML: says what the text says, with colours of the reader's own and nothing to load. */
export function changeHtml(mail: ChangeMail): Html {
  const { designator, title, url, tracker, signature } = mail
  const place = html`<p><a href="${url}">${designator}</a>${title && `: ${title}`}<br>${tracker.title}</p>`
  return html`${signature === 'top' && place}
${mail.author && html`<p><b>${authorLine(mail.occasion, mail.author)}</b></p>`}
${textAsHtml(mail.text)}
${mail.files.map((file) => html`<p><a href="${file.url}">${file.name}</a> (not attached)</p>`)}
${note(mail)}
${signature === 'bottom' && place}`
}

const CELL = 'padding:2px 12px 2px 0;text-align:left;vertical-align:top;font-weight:normal'

function note({ note: lines, contents }: ChangeMail): Html | false {
  const rows = byName(lines).map((line) => row(line.name, value(line)))
  const more = contents.map((content) => row(contentLead(content), html`<a href="${content.url}">${content.url}</a>`))
  if (rows.length + more.length === 0) return false
  return html`<table style="border-top:1px solid #8888;border-collapse:collapse">${rows}${more}</table>`
}

function row(name: string, said: Html): Html {
  return html`<tr><th style="${CELL}">${name}</th><td style="${CELL}">${said}</td></tr>`
}

function value(line: NoteLine): Html {
  if ('value' in line) return multiline(line.value)
  if ('old' in line) return html`<s>${multiline(line.old)}</s> → ${multiline(line.new)}`
  const { added, removed } = line
  return joined([...added.map((label) => html`+${label}`), ...removed.map((label) => html`<s>−${label}</s>`)], html`, `)
}

function multiline(text: string): Html {
  return joined(text.split('\n'), html`<br>`)
}
