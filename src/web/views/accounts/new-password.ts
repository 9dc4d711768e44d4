import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export interface NewPasswordProps {
  readonly username: string
  readonly token: string
  readonly fault: string | null
}

/** The name is an input of its own, for programs that keep passwords. */
export function newPasswordPage(context: PageContext, { username, token, fault }: NewPasswordProps): Html {
  const refused = fault !== null && html` aria-invalid="true" aria-describedby="fault-password"`
  const main = html`<header class="heading"><h1>Set a new password</h1></header>
${fault !== null && html`<p class="notice error" role="alert" id="fault-password">${fault}</p>`}
<form class="sheet" method="post" action="${context.link('/user')}">
<input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="passrst"><input type="hidden" name="otk" value="${token}">
<div class="fact"><label class="label" for="input-username">User name</label><div><input type="text" id="input-username" value="${username}" autocomplete="username" readonly></div></div>
<div class="fact"><label class="label" for="input-password">New password</label><div><input type="password" id="input-password" name="password" autocomplete="new-password" required${refused}></div></div>
<div class="fact"><label class="label" for="input-again">And again</label><div><input type="password" id="input-again" name="@confirm@password" autocomplete="new-password" required></div></div>
<p class="muted">Every login of this account ends, on all machines.</p>
<p class="send"><button class="primary">Set the password</button></p>
</form>`
  return page(context, { title: 'Set a new password', kind: 'narrow', main, bare: true })
}
