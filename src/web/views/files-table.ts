import type { LinkCell } from '../../schema/read-query.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { fileLink } from './message-block.ts'
import type { PageContext } from './page-context.ts'
import { age } from './time.ts'
import { printSize } from './words.ts'

export interface FileItem {
  readonly id: number
  readonly name: string | null
  readonly description: string | null
  /** MIME type. */
  readonly type: string | null
  /** Bytes; null where not asked for. */
  readonly size: number | null
  readonly creator: LinkCell | null
  readonly creation: Date | null
}

export function filesTable(context: PageContext, files: readonly FileItem[]): Html {
  if (files.length === 0) return NO_HTML
  const hasDescriptions = files.some(({ description }) => description !== null && description !== '')
  return html`<div class="scroll"><table class="files"><caption>Files</caption><thead class="unseen"><tr><th scope="col">Name</th>${hasDescriptions && html`<th scope="col">Description</th>`}<th scope="col">Size</th><th scope="col">Uploaded</th></tr></thead><tbody>
${files.map((file) => fileRow(context, file, hasDescriptions))}</tbody></table></div>`
}

function fileRow(context: PageContext, file: FileItem, hasDescriptions: boolean): Html {
  const { id, description, size, creator, creation } = file
  return html`<tr><th scope="row">${fileLink(context, file)}</th>${hasDescriptions && html`<td>${description}</td>`}<td class="number">${size !== null && printSize(size)}</td><td><a href="${context.link(`/file${id}`)}">${creator?.label ?? 'details'}</a>${creation && html`, ${age(context, creation)}`}</td></tr>
`
}
