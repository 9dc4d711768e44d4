import { html } from '../../../values/html.ts'
import type { Html } from '../../../values/html.ts'
import { page } from '../frame.ts'
import type { PageContext } from '../page-context.ts'

export function spentLinkPage(
  context: PageContext,
  again: { readonly label: string; readonly path: string } | null,
): Html {
  const main = html`<header class="heading"><h1>This link holds no more</h1></header>
<p>It was used already, or is too old, or was not copied whole from the mail.</p>
<p><a href="${context.link('/home?@template=login')}">Log in</a>${again !== null && html` or <a href="${context.link(again.path)}">${again.label}</a>`}</p>`
  return page(context, { title: 'This link holds no more', kind: 'narrow', main, bare: true })
}
