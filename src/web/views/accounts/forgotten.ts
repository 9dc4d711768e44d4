import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export interface ForgottenProps {
  readonly typed: string
  readonly fault: string | null
}

/** Posts Roundup's action. */
export function forgottenPage(context: PageContext, { typed, fault }: ForgottenProps): Html {
  const main = html`<header class="heading"><h1>Lost your name or password?</h1></header>
${fault !== null && html`<p class="notice error" role="alert" id="fault-username">${fault}</p>`}
<p>Write either: a mail tells you your name, and where to set a new password.</p>
<form class="sheet" method="post" action="${context.link('/user')}">
<input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="passrst">
<div class="fact"><label class="label" for="input-username">User name or e-mail address</label><div><input type="text" id="input-username" name="username" value="${typed}" autocomplete="username" autocapitalize="none" spellcheck="false" required${fault !== null && html` aria-invalid="true" aria-describedby="fault-username"`}></div></div>
<p class="send"><button class="primary">Send the mail</button></p>
</form>`
  return page(context, { title: 'Lost your name or password?', kind: 'narrow', main, bare: true })
}
