import { HIDDEN } from '../../schema/read-query.ts'
import type { Cell, LinkCell } from '../../schema/read-query.ts'
import { printInterval } from '../../values/interval.ts'
import { html, joined } from '../../values/html.ts'
import type { HtmlValue } from '../../values/html.ts'
import type { PageContext } from './page-context.ts'
import { age, moment, printMinute } from './time.ts'
import { printSize } from './words.ts'

export interface CellOptions {
  /** Class that a link points to. */
  readonly to: string | null
  /** Whether linked nodes are links, or only their names: a list has fifty of each. */
  readonly linked: boolean
  /** Dates as how long ago. */
  readonly aged: boolean
}

/** Text as it is, to be escaped by whoever puts it in: most of a list's cells need no more. */
export function cellHtml(context: PageContext, cell: Cell, options: CellOptions): HtmlValue {
  if (cell === null) return null
  if (cell === HIDDEN) return html`<span class="muted">[hidden]</span>`
  if (typeof cell === 'string' || typeof cell === 'number') return cell
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (cell instanceof Date) return options.aged ? age(context, cell) : moment(context, cell)
  if (cell instanceof Uint8Array) return printSize(cell.length)
  if (Array.isArray(cell))
    return joined(
      (cell as readonly LinkCell[]).map((one) => linkHtml(context, one, options)),
      ', ',
    )
  return 'sign' in cell ? printInterval(cell) : linkHtml(context, cell as LinkCell, options)
}

/** A linked node; without a label (the reader may not see what it names) its designator stands for it. */
export function linkHtml(context: PageContext, cell: LinkCell, { to, linked }: CellOptions): HtmlValue {
  if (cell.id < 1) return html`<span class="muted">nothing</span>`
  const text = cell.label ?? `${to ?? ''}${cell.id}`
  if (cell.retired)
    return html`<s title="retired">${linked ? html`<a href="${context.link(`/${to}${cell.id}`)}">${text}</a>` : text}</s>`
  return linked ? html`<a href="${context.link(`/${to}${cell.id}`)}">${text}</a>` : text
}

/** The same as text: for an input's value, a title, a sentence. Links are keys, joined by commas. */
export function cellText(context: PageContext, cell: Cell): string {
  if (cell === null || cell === HIDDEN) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (cell instanceof Date) return printMinute(cell, context.viewer.timezone)
  if (cell instanceof Uint8Array) return printSize(cell.length)
  if (Array.isArray(cell)) return (cell as readonly LinkCell[]).map(linkText).join(', ')
  if (typeof cell !== 'object') return String(cell)
  return 'sign' in cell ? printInterval(cell) : linkText(cell as LinkCell)
}

function linkText(cell: LinkCell): string {
  return cell.label ?? String(cell.id)
}

export function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)
}

export function linksOf(cell: Cell | undefined): readonly LinkCell[] {
  if (Array.isArray(cell)) return cell as readonly LinkCell[]
  return cell !== null && typeof cell === 'object' && 'label' in cell ? [cell] : []
}
