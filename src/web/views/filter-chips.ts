import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'

/** One filter of a list that the words box does not hold. */
export interface FilterChip {
  readonly title: string
  readonly text: string
  /** The same list without it. */
  readonly removeHref: string
}

export function filterChips(chips: readonly FilterChip[]): Html {
  if (chips.length === 0) return NO_HTML
  return html`<ul class="chips" aria-label="Filters">${chips.map(
    ({ title, text, removeHref }) =>
      html`<li>${title}: <bdi>${text}</bdi> <a href="${removeHref}" title="Show the list without this filter">remove<span class="unseen"> the filter ${title}</span></a></li>`,
  )}</ul>`
}
