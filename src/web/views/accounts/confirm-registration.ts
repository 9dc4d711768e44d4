import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export interface ConfirmRegistrationProps {
  readonly username: string
  readonly address: string
  readonly token: string
  /** The name was taken meanwhile, say: another one may be typed. */
  readonly fault: string | null
}

export function confirmRegistrationPage(context: PageContext, props: ConfirmRegistrationProps): Html {
  const { username, address, token, fault } = props
  const main = html`<header class="heading"><h1>Complete your registration</h1></header>
${fault !== null && html`<p class="notice error" role="alert" id="fault-username">${fault}</p>`}
<form class="sheet" method="post" action="${context.link('/user')}">
<input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="confrego"><input type="hidden" name="otk" value="${token}">
<div class="fact"><label class="label" for="input-username">User name</label><div><input type="text" id="input-username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required${fault !== null && html` aria-invalid="true" aria-describedby="fault-username"`}></div></div>
<div class="fact"><span class="label">E-mail address</span><div class="value">${address}</div></div>
<p class="send"><button class="primary">Make the account</button></p>
</form>
<p class="muted">If you did not ask for it, close this page: there will be no account.</p>`
  return page(context, { title: 'Complete your registration', kind: 'narrow', main, bare: true })
}
