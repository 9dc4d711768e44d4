/** Line breaks and other controls, and what turns the direction of writing round. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g // oxlint-disable-line no-control-regex -- these must not get into a header

/**
 * Text that may stand in a header: a title with a line break in it must not begin a header of its own, and one that
 * looks like an encoded word (RFC 2047) must not be decoded to something else.
 */
export function headerText(text: string): string {
  return text.toWellFormed().replace(CONTROLS, ' ').replaceAll('=?', '= ?').trim()
}

/** At most so many characters, the last of them an ellipsis where some were cut. */
function shortened(text: string, atMost: number): string {
  if (text.length <= atMost) return text
  return `${text.slice(0, atMost - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** RFC 5322 section 2.1.1 allows 998 characters to a line; what lists show is far shorter. */
const MAX_SUBJECT = 300
const MAX_NAME = 100
/** Most file systems stop at 255 bytes. */
const MAX_FILE_NAME = 120

/** `[issue12] Title`: Roundup's form, by which replies find their issue. */
export function subjectOf(designator: string, title: string): string {
  return shortened(`[${designator}] ${headerText(title)}`.trimEnd(), MAX_SUBJECT)
}

/** The name beside an address. */
export function displayName(name: string): string {
  return shortened(headerText(name), MAX_NAME)
}

/** A name that a file may be saved under, wherever it is opened. */
export function attachmentName(name: string): string {
  const clean = headerText(name).replaceAll(/[\\/]/g, '_')
  if (clean.length <= MAX_FILE_NAME) return clean === '' ? 'unnamed' : clean
  const ending = /\.\w{1,10}$/.exec(clean)?.[0] ?? ''
  return `${shortened(clean.slice(0, -ending.length || undefined), MAX_FILE_NAME - ending.length)}${ending}`
}
