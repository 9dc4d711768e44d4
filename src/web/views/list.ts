import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { filterChips } from './filter-chips.ts'
import type { FilterChip } from './filter-chips.ts'
import { page } from './frame.ts'
import { listControls } from './list-controls.ts'
import type { ListControls } from './list-controls.ts'
import { listTable } from './list-table.ts'
import type { ListTableProps } from './list-table.ts'
import type { MenuLink, PageContext } from './page-context.ts'
import { printCount } from './words.ts'

/** Something wrong with what was asked; `from` and `to` are positions in the words, null where no word is to blame. */
export interface QueryFault {
  readonly message: string
  readonly from: number | null
  readonly to: number | null
}

export interface ListPageProps extends ListTableProps {
  /** Heading: the query's name, or what the list holds. */
  readonly title: string
  /** Of the first row, from 1; 0 when there are none. */
  readonly first: number
  readonly last: number
  /** Matching rows; null when they were not counted. */
  readonly total: number | null
  /** Whether there are more than `total`: "1,000+". */
  readonly capped: boolean
  readonly previousHref: string | null
  readonly nextHref: string | null
  readonly csvHref: string | null
  /** The words that the faults point into. */
  readonly words: string
  /** Filters that the words box does not hold. */
  readonly chips: readonly FilterChip[]
  readonly faults: readonly QueryFault[]
  readonly controls: ListControls | null
  /** The same search among open, all, …; empty where the tracker has none. */
  readonly scopes: readonly MenuLink[]
  /** What a person may do when nothing matches. */
  readonly wayOut: readonly MenuLink[]
  /** "Create" of this class, for those who may. */
  readonly createHref: string | null
}

export function listPage(context: PageContext, props: ListPageProps): Html {
  return page(context, { title: props.title, kind: 'wide', main: list(context, props) })
}

/** The list without its frame: home shows one too. */
export function list(context: PageContext, props: ListPageProps): Html {
  return html`<div class="tools"><h1>${props.title}</h1>
${count(props)}
${pager(props, 'Pages')}
${props.scopes.length > 0 && html`<nav aria-label="Scope" class="scopes">${props.scopes.map(scopeLink)}</nav>`}
<span class="gap"></span>
${props.createHref !== null && html`<a href="${props.createHref}">New</a>`}
${props.csvHref !== null && html`<a href="${props.csvHref}">Download as CSV</a>`}
${props.controls && listControls(props.controls)}
</div>
${filterChips(props.chips)}
${props.faults.map((fault) => faultLine(props.words, fault))}
${props.rows.length > 0 ? html`<div class="scroll">${listTable(context, props)}</div>` : emptyState(props)}
${props.rows.length > 0 && (props.nextHref !== null || props.previousHref !== null) && html`<div class="tools below">${count(props)}${pager(props, 'Pages, below the list')}</div>`}`
}

function count({ first, last, total, capped }: ListPageProps): Html {
  if (last === 0) return NO_HTML
  const range = `${printCount(first)}–${printCount(last)}`
  if (total === null) return html`<span class="count">${range}</span>`
  return html`<span class="count">${range} of ${printCount(total)}${capped && '+'}</span>`
}

/** Both places always, so that they stay where they are from page to page. */
function pager({ previousHref, nextHref }: ListPageProps, label: string): Html {
  if (previousHref === null && nextHref === null) return NO_HTML
  return html`<nav class="pager" aria-label="${label}">${
    previousHref === null
      ? html`<span>‹ previous</span>`
      : html`<a href="${previousHref}" rel="prev" data-keys="[">‹ previous</a>`
  }${nextHref === null ? html`<span>next ›</span>` : html`<a href="${nextHref}" rel="next" data-keys="]">next ›</a>`}</nav>`
}

function scopeLink({ title, href, current }: MenuLink): Html {
  return current ? html`<a href="${href}" aria-current="true">${title}</a>` : html`<a href="${href}">${title}</a>`
}

function faultLine(words: string, { message, from, to }: QueryFault): Html {
  if (from === null || to === null) return html`<p class="notice error" role="alert">${message}</p>`
  return html`<p class="notice error" role="alert"><code>${words.slice(0, from)}<mark>${words.slice(from, to) || ' '}</mark>${words.slice(to)}</code> ${message}</p>`
}

function emptyState({ faults, wayOut, createHref }: ListPageProps): Html {
  return html`<div class="empty"><p>${faults.length > 0 ? 'Nothing is shown until this is put right.' : 'Nothing matches.'}</p>
<ul>${wayOut.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}${
    createHref !== null && html`<li><a href="${createHref}">File a new one</a></li>`
  }</ul></div>`
}
