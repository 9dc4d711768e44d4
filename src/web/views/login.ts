import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import type { PageContext } from './page-context.ts'

export interface LoginProps {
  readonly action: string
  /** URL to come back to, checked again by whoever redirects. */
  readonly cameFrom: string
  /** What was typed when it was refused; the password is never sent back. */
  readonly username: string
  readonly fault: string | null
  /** Who may try the demo, if this is one. */
  readonly demo: string | null
  readonly takesRegistrations: boolean
}

/** Posts Roundup's variables, so that a script made for Roundup's login form works here. */
export function loginPage(context: PageContext, props: LoginProps): Html {
  const { fault } = props
  const main = html`<header class="heading"><h1>Log in</h1></header>
${fault !== null && html`<p class="notice error" role="alert" id="fault-login">${fault}</p>`}
${props.demo !== null && html`<p class="notice">${props.demo}</p>`}
<form class="sheet login" method="post" action="${props.action}">
<input type="hidden" name="@action" value="login"><input type="hidden" name="__came_from" value="${props.cameFrom}"><input type="hidden" name="@csrf" value="${context.csrf}">
<div class="fact"><label class="label" for="login-name">User name</label><div><input type="text" id="login-name" name="__login_name" value="${props.username}" autocomplete="username" autocapitalize="none" spellcheck="false" required${fault !== null && html` aria-describedby="fault-login"`}></div></div>
<div class="fact"><label class="label" for="login-password">Password</label><div><input type="password" id="login-password" name="__login_password" autocomplete="current-password" required></div></div>
<p class="send"><label class="check"><input type="checkbox" name="remember" value="yes">Stay logged in on this machine</label> <button class="primary">Log in</button></p>
</form>
<p class="meta"><a href="${context.link('/user?@template=forgotten')}">Lost your name or password?</a>${props.takesRegistrations && html` <a href="${context.link('/user?@template=register')}">Register</a>`}</p>`
  return page(context, { title: 'Log in', kind: 'narrow', main, bare: true })
}
