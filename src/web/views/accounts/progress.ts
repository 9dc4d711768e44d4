import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { buttonForm } from '../form.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export interface ProgressProps {
  readonly progress: {
    readonly address: string
    readonly state: string | null
    readonly attempts: number
    readonly answer: string | null
  }
  readonly handle: string
  /** Then everybody who is logged in may look into the outbox. */
  readonly isDemo: boolean
}

/** What was sent, or came back, and how to have it once more: a lost mail was the end of many a registration. */
export function progressPage(context: PageContext, { progress, handle, isDemo }: ProgressProps): Html {
  const { link } = context
  const main = html`<header class="heading"><h1>Look for our mail</h1></header>
<p>A mail to <strong>${progress.address}</strong> says how to go on. There is no account before you follow the link in it, within 24 hours.</p>
<p role="status">${sentence(progress, isDemo)} <a href="${link(`/user?@template=rego_progress&registration=${handle}`)}">Look again</a></p>
${progress.answer !== null && progress.state !== 'sent' && html`<p>The mail server says: <q>${progress.answer}</q></p>`}
<p>${buttonForm(context, {
    action: link('/user'),
    hidden: [
      ['@action', 'resend'],
      ['registration', handle],
    ],
    label: 'Send it again',
  })} or <a href="${link('/user?@template=register')}">register with another address</a>.</p>`
  return page(context, { title: 'Look for our mail', kind: 'narrow', main, bare: true })
}

function sentence({ state, attempts }: ProgressProps['progress'], isDemo: boolean): string {
  switch (state) {
    case 'sent':
      return 'The mail was handed to the mail server. If it is not in your inbox in a few minutes, look among what is held as spam.'
    case 'bounced':
      return 'The mail could not be delivered: is the address right?'
    case 'failed':
    case 'cancelled':
      return 'The mail could not be sent.'
    case 'kept':
      return isDemo
        ? 'This is a demo, which sends no mail: yours is in the outbox, for whoever is logged in.'
        : 'This tracker sends no mail, so yours can not reach you: ask whoever runs it for an account.'
    default:
      return attempts === 0 ? 'The mail is on its way.' : 'The mail server has put it off; it is tried again by itself.'
  }
}
