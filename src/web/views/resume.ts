import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import type { PageContext } from './page-context.ts'

export interface ResumeProps {
  /** URL that the form was sent to. */
  readonly action: string
  /** Everything that it said. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Names of files, which have to be chosen again afterwards. */
  readonly lostFiles: readonly string[]
}

/** A title is sent along with every comment: what somebody would miss is the text of a message. */
const TEXT_FIELD = /(?:^[@:]note|(?:^|[@:])content)$/

/**
 * What a form of somebody who is not logged in any more gets: the login ended while they wrote. Logging in
 * happens in another window, then the same form is sent from here.
 */
export function resumePage(context: PageContext, { action, fields, lostFiles }: ResumeProps): Html {
  const texts = fields.filter(([name, value]) => TEXT_FIELD.test(name) && value !== '')
  const main = html`<header class="heading"><h1>You are not logged in any more</h1></header>
<p>Nothing was saved yet, and nothing is lost. <a href="${context.loginHref}" target="_blank">Log in in another window</a>, then come back here and send it again.</p>
${lostFiles.length > 0 && html`<p>These files have to be attached again afterwards: ${lostFiles.join(', ')}.</p>`}
<form method="post" action="${action}">
${fields.map(
  ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
)}<p class="send"><button class="primary">Send again</button></p>
</form>
${texts.map(
  ([name, value]) => html`<label>What you wrote<textarea rows="8" readonly aria-label="What you wrote in ${name}">
${value}</textarea></label>`,
)}`
  return page(context, { title: 'Log in again', kind: 'narrow', main })
}
