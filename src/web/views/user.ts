import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import { history } from './history.ts'
import { keptNote } from './kept-note.ts'
import { itemForm, itemHeading } from './item.ts'
import type { ItemProps } from './item.ts'
import { retireForm } from './node-forms.ts'
import type { MenuLink, PageContext } from './page-context.ts'

export interface UserPageProps extends ItemProps {
  /** What this person has to do with: "created", "assigned", "followed", as lists. */
  readonly lists: readonly MenuLink[]
}

export function userPage(context: PageContext, props: UserPageProps): Html {
  const { node, schema } = props
  const lists = html`${props.lists.length > 0 && html`<p class="meta">${props.lists.map(({ title, href }) => html`<a href="${href}">${title}</a> `)}</p>`}`
  const main = html`${props.before}${itemHeading(context, props, lists)}
${itemForm(context, props)}
${keptNote(props)}
${history(context, { schema, entries: props.history })}
${retireForm(context, props)}`
  return page(context, { title: node.label, kind: 'narrow', main })
}
