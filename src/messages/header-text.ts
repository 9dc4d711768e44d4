// oxlint-disable-next-line no-control-regex -- these are what must not get into a header
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/** Text that may stand in a header: a title with a line break in it must not begin a header of its own. */
export function headerText(text: string): string {
  return text.replace(CONTROLS, ' ').trim()
}

/** RFC 5322 section 2.1.1 allows 998 characters to a line; what lists show is far shorter. */
const MAX_SUBJECT = 300

/** `[issue12] Title`: Roundup's form, by which replies find their issue. */
export function subjectOf(designator: string, title: string): string {
  const text = `[${designator}] ${headerText(title)}`.trimEnd()
  return text.length <= MAX_SUBJECT ? text : `${text.slice(0, MAX_SUBJECT - 1)}…`
}
