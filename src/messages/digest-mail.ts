import { changeNote } from './change-note.ts'
import type { NoteLine } from './change-note.ts'

/** One change of a digest, as its reader may read it. */
export interface DigestEntry {
  readonly author: string
  /** As it is to be printed. */
  readonly at: string
  readonly text: string
  readonly note: readonly NoteLine[]
  readonly url: string
}

/** An issue of a digest with its changes, newest first. */
export interface DigestIssue {
  readonly designator: string
  readonly title: string
  readonly url: string
  readonly entries: readonly DigestEntry[]
}

const LINES = 6
const CHARACTERS = 500

/** One mail out of many: the issues with the newest changes come first. */
export function digestText(issues: readonly DigestIssue[], leftOut: number): string {
  const blocks = issues.map(issueText)
  if (leftOut > 0) blocks.push(leftOutLine(leftOut))
  return blocks.join('\n\n\n')
}

export function leftOutLine(leftOut: number): string {
  return `${leftOut} older ${leftOut === 1 ? 'change is' : 'changes are'} left out.`
}

export function digestSubject(place: string, issues: readonly DigestIssue[]): string {
  const changes = issues.reduce((sum, { entries }) => sum + entries.length, 0)
  return `[${place}] ${counted(changes, 'change')} of ${counted(issues.length, 'issue')}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function issueText({ designator, title, url, entries }: DigestIssue): string {
  const heading = `${designator}: ${title}`
  return [`${heading}\n${'='.repeat(Math.min(heading.length, 72))}\n${url}`, ...entries.map(entryText)].join('\n\n')
}

function entryText({ author, at, text, note, url }: DigestEntry): string {
  const blocks = [`${author}, ${at}${url === '' ? '' : ` ${url}`}`]
  const beginning = firstLines(text)
  if (beginning !== '') blocks.push(beginning)
  const changes = changeNote(note)
  if (changes !== '') blocks.push(changes)
  return blocks.join('\n')
}

/** How a text begins, what it quotes left out: enough to know whether to read on. */
export function firstLines(text: string): string {
  const own = text.split('\n').filter((line) => !line.startsWith('>') && line.trim() !== '')
  const shown = own.slice(0, LINES).join('\n')
  if (shown.length > CHARACTERS) return `${shown.slice(0, CHARACTERS).trimEnd()} …`
  return own.length > LINES ? `${shown}\n…` : shown
}
