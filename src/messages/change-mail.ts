import { attachmentName, displayName, headerText } from './header-text.ts'
import { changeNote } from './change-note.ts'
import type { NoteLine } from './change-note.ts'

/** Who wrote a message or made a change. */
export interface Person {
  readonly name: string
  /** null where nobody is told it. */
  readonly address: string | null
}

export interface LinkedFile {
  readonly name: string
  readonly url: string
}

export interface ChangedContent {
  readonly kind: 'file' | 'message'
  readonly isAdded: boolean
  readonly url: string
}

/** What one mail about a change says; everything in it may be read by whom it is for. */
export interface ChangeMail {
  readonly tracker: { readonly title: string; readonly address: string }
  readonly designator: string
  readonly title: string
  readonly url: string
  /** Null leaves the line out, where the tracker wants it so. */
  readonly author: Person | null
  readonly occasion: 'submission' | 'comment' | 'change'
  /** The message's text; empty for a change without one. */
  readonly text: string
  readonly note: readonly NoteLine[]
  /** Files that are too large to come along. */
  readonly files: readonly LinkedFile[]
  /** Files and messages that came or went besides. */
  readonly contents: readonly ChangedContent[]
  readonly signature: 'top' | 'bottom' | 'none'
}

/** The text of the mail, in Roundup's form. */
export function changeText(mail: ChangeMail): string {
  const blocks = [mail.author === null ? '' : authorLine(mail.occasion, mail.author)]
  if (mail.text !== '') blocks.push(mail.text)
  for (const { name, url } of mail.files)
    blocks.push(`File '${attachmentName(name)}' not attached - you can download it from ${url} .`)
  const note = changeNote(
    mail.note,
    mail.contents.map((content) => `${contentLead(content)}: ${content.url}`),
  )
  if (note !== '') blocks.push(note)
  if (mail.signature === 'bottom') blocks.push(signature(mail))
  if (mail.signature === 'top') blocks.unshift(signature(mail))
  return blocks.filter((block) => block !== '').join('\n\n')
}

const LEADS = {
  submission: (who: string) => `New submission from ${who}:`,
  comment: (who: string) => `${who} added the comment:`,
  change: (who: string) => `Change by ${who}:`,
}

export function authorLine(occasion: ChangeMail['occasion'], { name, address }: Person): string {
  const shown = displayName(name)
  return LEADS[occasion](address === null ? shown : `${shown} <${headerText(address)}>`)
}

export function contentLead({ kind, isAdded }: ChangedContent): string {
  return `${isAdded ? 'Added' : 'Removed'} ${kind}`
}

function signature({ tracker, url }: ChangeMail): string {
  const place = `${tracker.title} <${tracker.address}>`
  const rule = '_'.repeat(Math.max(url.length + 2, place.length))
  return [rule, place, `<${url}>`, rule].join('\n')
}
