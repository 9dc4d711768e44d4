import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'

export interface SortChoice {
  readonly name: string
  readonly title: string
}

/** How the list is shown. Posts Roundup's numbered variables: `@sort0`, `@sortdir0`, `@group0`, `@groupdir0`, … */
export interface ListControls {
  /** URL of the list without its query string. */
  readonly action: string
  /** What stays as it is: filters, words, name. */
  readonly hidden: readonly (readonly [name: string, value: string])[]
  /** What may be sorted and grouped by. */
  readonly sortable: readonly SortChoice[]
  /** What may be a column, in the order to offer. */
  readonly columns: readonly SortChoice[]
  readonly shown: readonly string[]
  readonly sort: readonly ListOrder[]
  readonly group: readonly ListOrder[]
  readonly pageSize: number
}
export interface ListOrder {
  readonly name: string
  readonly descending: boolean
}

const LEVELS = [0, 1]
const PAGE_SIZES = [25, 50, 100, 200]

export function listControls(controls: ListControls): Html {
  return html`<details class="drop right"><summary>Columns and order</summary>
<form action="${controls.action}" class="panel">
${controls.hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${LEVELS.map((level) => orderRow(controls, 'group', level))}
${LEVELS.map((level) => orderRow(controls, 'sort', level))}
<fieldset><legend>Columns</legend><div class="checks">${controls.columns.map((column) => columnCheck(controls, column))}</div></fieldset>
<label>Rows on a page <select name="@pagesize">${pageSizes(controls.pageSize)}</select></label>
<button>Show</button>
</form></details>`
}

function orderRow(controls: ListControls, kind: 'sort' | 'group', level: number): Html {
  const chosen = controls[kind][level]
  const words = kind === 'sort' ? 'Sort by' : 'Group by'
  const label = level === 0 ? words : 'then by'
  return html`<div class="order"><label>${label} <select name="@${kind}${level}"><option value="">–</option>${controls.sortable.map(
    ({ name, title }) => option(name, title, name === chosen?.name),
  )}</select></label> <label><input type="checkbox" name="@${kind}dir${level}" value="on"${chosen?.descending && CHECKED}> descending</label></div>`
}

function columnCheck(controls: ListControls, { name, title }: SortChoice): Html {
  return html`<label><input type="checkbox" name="@columns" value="${name}"${controls.shown.includes(name) && CHECKED}> ${title}</label>`
}

function pageSizes(current: number): readonly Html[] {
  const sizes = PAGE_SIZES.includes(current) ? PAGE_SIZES : [...PAGE_SIZES, current].sort((a, b) => a - b)
  return sizes.map((size) => option(String(size), String(size), size === current))
}

export function option(value: string, title: string, selected: boolean): Html {
  return selected
    ? html`<option value="${value}" selected>${title}</option>`
    : html`<option value="${value}">${title}</option>`
}

const CHECKED = html` checked`
