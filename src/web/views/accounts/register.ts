import type { PropertySchema } from '../../../schema/tracker.ts'
import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { labelledControl } from '../control.ts'
import { faultAttributes, faultSummary, faultText, hiddenInputs, typedText } from '../form.ts'
import type { FormState } from '../form.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'
import { titleOf } from '../words.ts'

export interface RegisterProps {
  readonly properties: readonly PropertySchema[]
  readonly form: FormState
}

const FORM_ID = 'register'

/** A field that people don't see: what fills it in is a program. */
export const TRAP = 'contact_me_by'

export function registerPage(context: PageContext, { properties, form }: RegisterProps): Html {
  const main = html`<header class="heading"><h1>Register</h1></header>
${faultSummary(form)}
<form id="${FORM_ID}" class="sheet" method="post" action="${form.action}">
${hiddenInputs(context, form)}
${properties.map((property) => row(context, form, property))}
<div class="unseen" aria-hidden="true"><label>Leave this empty <input type="text" name="${TRAP}" tabindex="-1" autocomplete="off"></label></div>
<p class="muted">You get a mail with a link, by which you complete the registration.</p>
<p class="send"><button class="primary">Register</button></p>
</form>
<p class="meta"><a href="${context.link('/home?@template=login')}">Log in</a> if you have an account; <a href="${context.link('/user?@template=forgotten')}">lost your name or password?</a></p>`
  return page(context, { title: 'Register', kind: 'narrow', main, bare: true })
}

function row(context: PageContext, form: FormState, property: PropertySchema): Html {
  const { name } = property
  if (name === 'username')
    return textRow(form, property, html`type="text" autocomplete="username" autocapitalize="none" spellcheck="false"`)
  if (name === 'address') return textRow(form, property, html`type="email" autocomplete="email"`)
  return name === 'password'
    ? passwordRow(form, property)
    : labelledControl(context, { property, cell: null, form, choices: new Map(), formId: FORM_ID })
}

function textRow(form: FormState, property: PropertySchema, attributes: Html): Html {
  const { name } = property
  return html`<div class="fact"><label class="label" for="input-${name}">${titleOf(property)} <abbr title="required">*</abbr></label><div><input ${attributes} id="input-${name}" name="${name}" value="${typedText(form, name) ?? ''}" required${faultAttributes(form, name)}>${faultText(form, name)}</div></div>`
}

function passwordRow(form: FormState, property: PropertySchema): Html {
  const { name } = property
  return html`<div class="fact"><label class="label" for="input-${name}">${titleOf(property)} <abbr title="required">*</abbr></label><div><input type="password" id="input-${name}" name="${name}" autocomplete="new-password" required${faultAttributes(form, name)}>${faultText(form, name)}</div></div>
<div class="fact"><label class="label" for="input-again">And again <abbr title="required">*</abbr></label><div><input type="password" id="input-again" name="@confirm@${name}" autocomplete="new-password" required></div></div>`
}
