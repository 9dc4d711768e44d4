import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export interface AddressProps {
  /** To a new address, or back to the one from before. */
  readonly kind: 'address' | 'undo'
  readonly username: string
  readonly address: string
  readonly token: string
  readonly fault: string | null
}

const WORDS = {
  address: { title: 'Confirm your e-mail address', button: 'Use this address', action: 'confirm_address' },
  undo: { title: 'Bring the old address back', button: 'Bring it back', action: 'undo_address' },
} as const

export function addressPage(context: PageContext, props: AddressProps): Html {
  const { kind, username, address, token, fault } = props
  const { title, button, action } = WORDS[kind]
  const main = html`<header class="heading"><h1>${title}</h1></header>
${fault !== null && html`<p class="notice error" role="alert">${fault}</p>`}
<p>Mail for <bdi>${username}</bdi> ${kind === 'undo' ? 'goes to' : 'will go to'} <strong>${address}</strong>${kind === 'undo' ? ' again, and every login ends: whoever changed it has to log in anew. Set a new password then.' : '.'}</p>
<form method="post" action="${context.link('/user')}"><input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="${action}"><input type="hidden" name="otk" value="${token}"><p class="send"><button class="primary">${button}</button></p></form>`
  return page(context, { title, kind: 'narrow', main, bare: true })
}
