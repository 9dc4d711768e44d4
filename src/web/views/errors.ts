import type { Fault } from '../../errors.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import type { MenuLink, PageContext } from './page-context.ts'

export interface ErrorProps {
  readonly status: number
  /** The sentence of the error, as it may be shown. */
  readonly message: string
  readonly faults: readonly Fault[]
  /** Where to go from here; home is always added. */
  readonly wayOut: readonly MenuLink[]
  /** Of a bug: what to tell the operators, who find it in the log. */
  readonly reference: string | null
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'That did not work',
  401: 'Please log in',
  403: 'Not for you',
  404: 'Not here',
  405: 'Not this way',
  409: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not of that kind',
  429: 'Too fast',
  500: 'Something broke',
  503: 'Not now',
}

/** What went wrong, and what to do next. */
export function errorPage(context: PageContext, props: ErrorProps): Html {
  const { status, message, faults, reference } = props
  const title = TITLES[status] ?? 'That did not work'
  const mayLogIn = (status === 401 || status === 403) && !context.viewer.signedIn
  const main = html`<header class="heading"><h1>${title}</h1></header>
${sentences(message, faults)}
${reference !== null && html`<p>Nothing you did is to blame. The people who run this tracker find what happened under the reference <code>${reference}</code>.</p>`}
<ul class="ways">${mayLogIn && html`<li><a href="${context.loginHref}">Log in</a></li>`}${props.wayOut.map(({ title: text, href }) => html`<li><a href="${href}">${text}</a></li>`)}<li><a href="${context.link('/')}">${context.tracker.title}</a></li></ul>`
  return page(context, { title: `${title} (${status})`, kind: 'narrow', main })
}

/** Each once: an error's message often is what its faults say, one after the other. */
function sentences(message: string, faults: readonly Fault[]): Html {
  const isAll = faults.every((fault) => message.includes(fault.message))
  if (isAll && faults.length < 2) return html`<p>${message}</p>`
  return html`${!isAll && html`<p>${message}</p>`}<ul>${faults.map((fault) => html`<li>${fault.message}</li>`)}</ul>`
}
