import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import { list } from './list.ts'
import type { ListPageProps } from './list.ts'
import type { PageContext } from './page-context.ts'

export interface HomeProps {
  readonly list: ListPageProps
}

/** Where people come to work: the list that the tracker's views name. */
export function homePage(context: PageContext, props: HomeProps): Html {
  return page(context, { title: props.list.title, kind: 'wide', main: html`${list(context, props.list)}` })
}
