import type { Cell, LinkCell, Row } from '../../schema/read-query.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { PropertyType } from '../../schema/property.ts'
import type { TermText } from '../../values/search-words.ts'
import { markHits } from '../../values/snippet.ts'
import type { SnippetPart } from '../../values/snippet.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html, HtmlValue } from '../../values/html.ts'
import { cellHtml } from './cell.ts'
import { closingProperty, isClosed } from './closed.ts'
import type { PageContext } from './page-context.ts'

export interface ListColumn {
  /** As in `@columns`: `status`, `assignee.realname`, `id`. */
  readonly name: string
  readonly title: string
  readonly type: PropertyType | 'id' | 'content'
  /** Class of a link or multilink. */
  readonly to: string | null
  readonly sorted: 'ascending' | 'descending' | null
  /** The same list sorted by this column, the other way where it is sorted by it already; null: can't be. */
  readonly sortHref: string | null
}

export interface ListGroup {
  readonly title: string
  /** Index of its cell in a row; beyond the columns where the group is not one of them. */
  readonly cell: number
  readonly to: string | null
}

export interface ListTableProps {
  readonly className: string
  /** Says what the table holds, for those who can't see where it stands. */
  readonly caption: string
  readonly columns: readonly ListColumn[]
  /** Cells in the order of the columns, then of the groups that are no column. */
  readonly rows: readonly Row[]
  readonly groups: readonly ListGroup[]
  /** Name of the column that names a row: its cell is the link. The first column where it is not among them. */
  readonly label: string
  /** What was searched for, to be marked in titles; nothing where there was no search. */
  readonly terms?: readonly TermText[]
  /** Path of a row's page; by designator where absent. */
  readonly pathOf?: (row: Row) => string
}

/** A real table: one row header per row, a body per group. */
export function listTable(context: PageContext, props: ListTableProps): Html {
  return html`<table class="list">
<caption class="unseen">${props.caption}</caption>
<thead><tr>${props.columns.map(columnHeader)}</tr></thead>
${bodies(context, props)}
</table>`
}

function columnHeader(column: ListColumn): Html {
  const number = isNumber(column) && html` class="number"`
  if (column.sortHref === null) return html`<th scope="col"${number}>${column.title}</th>`
  if (column.sorted === null)
    return html`<th scope="col"${number}><a href="${column.sortHref}">${column.title}</a></th>`
  return html`<th scope="col"${number} aria-sort="${column.sorted}"><a href="${column.sortHref}">${column.title}</a></th>`
}

function isNumber(column: ListColumn): boolean {
  return column.type === 'number' || column.type === 'integer'
}

function bodies(context: PageContext, props: ListTableProps): readonly HtmlValue[] {
  const write = rowWriter(context, props)
  const out: HtmlValue[] = []
  let key: string | null = null
  for (const row of props.rows) {
    const next = props.groups.map(({ cell }) => groupKey(row.cells[cell] ?? null)).join('\u0000')
    if (next !== key) {
      if (key !== null) out.push(CLOSE)
      out.push(OPEN, groupHeading(context, props, row))
      key = next
    }
    out.push(write(row))
  }
  if (key !== null) out.push(CLOSE)
  return out
}

const OPEN = html`<tbody>`
const CLOSE = html`</tbody>
`

function groupKey(cell: Cell): string {
  if (cell === null || cell === HIDDEN) return ''
  if (Array.isArray(cell)) return (cell as readonly LinkCell[]).map((one) => one.id).join()
  if (cell instanceof Date) return String(cell.getTime())
  return typeof cell === 'object' ? ('id' in cell ? String(cell.id) : JSON.stringify(cell)) : String(cell)
}

function groupHeading(context: PageContext, props: ListTableProps, row: Row): Html {
  if (props.groups.length === 0) return NO_HTML
  const parts = props.groups.map(({ title, cell, to }) => {
    const value = row.cells[cell] ?? null
    const isSet = groupKey(value) !== ''
    return html`<span>${isSet ? cellHtml(context, value, { to, linked: false, aged: false }) : `no ${title.toLowerCase()}`}</span>`
  })
  return html`<tr class="group"><th scope="rowgroup" colspan="${props.columns.length}">${parts}</th></tr>`
}

/** Decides once per column what a cell needs; a list has some five hundred of them. */
function rowWriter(context: PageContext, props: ListTableProps): (row: Row) => Html {
  const { className, columns } = props
  const pathOf = props.pathOf ?? ((row: Row) => `/${className}${row.id}`)
  const closing = columns.findIndex((column) => column.name === closingProperty(context.tracker, className))
  const label = Math.max(
    0,
    columns.findIndex((column) => column.name === props.label),
  )
  const cellOf = columns.map((column, index) =>
    index === label ? labelWriter(context, column, index, props.terms ?? []) : cellWriter(context, column, index),
  )

  return (row) => {
    const href = context.link(pathOf(row))
    const cells: HtmlValue[] = []
    for (let index = 0; index < cellOf.length; index++) cells.push(cellOf[index]!(row, href))
    const isShut = closing >= 0 && isClosed(context.tracker, className, row.cells[closing])
    return html`${row.retired ? RETIRED : isShut ? CLOSED : ROW}${cells}</tr>`
  }
}

const ROW = html`
<tr>`
const CLOSED = html`
<tr class="closed">`
const RETIRED = html`
<tr class="retired">`

function openCell(column: ListColumn): Html {
  if (isNumber(column)) return html`<td class="number">`
  if (column.type === 'multilink') return html`<td class="many">`
  // On a phone columns have no heads, and two names in a row need telling apart.
  return column.to === 'user' ? html`<td data-label="${column.title}">` : html`<td>`
}

type CellWriter = (row: Row, href: string) => Html

/** The row's link, and below it where a search hit. */
function labelWriter(context: PageContext, column: ListColumn, index: number, terms: readonly TermText[]): CellWriter {
  const options = { to: column.to, linked: false, aged: true }
  return ({ cells, snippet }, href) => {
    const text = cells[index] ?? null
    const shown =
      text === null || text === ''
        ? `[no ${column.title.toLowerCase()}]`
        : terms.length > 0 && typeof text === 'string'
          ? marked(markHits(text, terms))
          : cellHtml(context, text, options)
    return html`<th scope="row"><a href="${href}">${shown}</a>${snippet && html`<p class="snippet">${marked(snippet.parts)}</p>`}</th>`
  }
}

function marked(parts: readonly SnippetPart[]): readonly HtmlValue[] {
  return parts.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))
}

function cellWriter(context: PageContext, column: ListColumn, index: number): CellWriter {
  if (column.type === 'id') return (row, href) => html`<td class="id"><a href="${href}">${row.id}</a></td>`
  const options = { to: column.to, linked: false, aged: true }
  const open = openCell(column)
  return (row) => html`${open}${cellHtml(context, row.cells[index] ?? null, options)}</td>`
}
