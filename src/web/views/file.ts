import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import { history } from './history.ts'
import { keptNote } from './kept-note.ts'
import { itemForm, itemHeading } from './item.ts'
import type { ItemProps } from './item.ts'
import { filePath } from './message-block.ts'
import { partOfLine } from './message.ts'
import type { LinkingNode } from './message.ts'
import { retireForm } from './node-forms.ts'
import type { PageContext } from './page-context.ts'
import { printSize } from './words.ts'

export interface FilePageProps extends ItemProps {
  readonly name: string | null
  readonly size: number | null
  /** May the bytes be read. */
  readonly mayDownload: boolean
  /** The start of a text, or null; never markup of the file's own. */
  readonly preview: { readonly text: string; readonly cut: boolean } | null
  /** An image of a kind that is safe to show. */
  readonly isImage: boolean
  readonly partOf: readonly LinkingNode[]
}

export function filePage(context: PageContext, props: FilePageProps): Html {
  const { node, schema, name, size } = props
  const href = context.link(filePath(node.designator.id, name))
  const download = html`${partOfLine(context, props.partOf)}${props.mayDownload && html`<p><a class="button" href="${href}">Open ${name ?? 'the file'}</a> <span class="muted">${size !== null && printSize(size)}</span></p>`}`
  const main = html`${props.before}${itemHeading(context, props, download)}
${itemForm(context, props)}
${props.mayDownload && props.isImage && html`<p><a href="${href}"><img class="shot" src="${href}" alt="${name ?? 'The attached image'}" loading="lazy"></a></p>`}
${props.mayDownload && preview(props)}
${keptNote(props)}
${history(context, { schema, entries: props.history })}
${retireForm(context, props)}`
  return page(context, { title: `File ${node.designator.id}: ${name ?? ''}`, kind: 'narrow', main })
}

function preview({ preview }: FilePageProps): Html {
  return html`${preview && html`<pre class="code" tabindex="0" aria-label="Content">${preview.text}${preview.cut && '\n…'}</pre>`}`
}
