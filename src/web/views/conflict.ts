import type { Cell, HistoryEntry } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { readOnlyValue } from './control.ts'
import { changesHtml } from './history.ts'
import type { PageContext } from './page-context.ts'
import { age } from './time.ts'
import { titleOf } from './words.ts'

/** A property that both changed. */
export interface Clash {
  readonly property: string
  /** As it was when the viewer opened the form; undefined where that is not known any more. */
  readonly was: Cell | undefined
  readonly theirs: Cell
  /** What the viewer wants, in words: labels rather than ids. */
  readonly yours: string
}

export interface ConflictProps {
  readonly schema: ClassSchema
  readonly clashes: readonly Clash[]
  /** What happened since the form was made, newest first. */
  readonly since: readonly HistoryEntry[]
}

/**
 * Stands above the form (status 409), which shows what the viewer typed and carries the revision of now:
 * to send it again is to choose, with both versions in sight. Goes in as `before` of the item's page.
 */
export function conflictNotice(context: PageContext, { schema, clashes, since }: ConflictProps): Html {
  const who = [...new Set(since.map((entry) => entry.actor.name))].join(' and ') || 'Somebody'
  return html`<section class="notice error conflict" role="alert" aria-labelledby="conflict-title"><h2 id="conflict-title">${who} changed this while you were writing</h2>
<p>Nothing of yours was saved, and nothing is lost: what you typed is in the form below. ${clashes.length > 0 ? 'Where both of you changed the same, choose what shall stand; then send it again.' : 'Look at what changed, then send it again.'}</p>
${clashes.length > 0 && html`<div class="scroll"><table><caption class="unseen">Both versions</caption><thead><tr><th scope="col">Property</th><th scope="col">It was</th><th scope="col">Theirs, now</th><th scope="col">Yours, in the form</th></tr></thead><tbody>${clashes.map((clash) => clashRow(context, schema, clash))}</tbody></table></div>`}
<ul>${since.map((entry) => sinceItem(context, schema, entry))}</ul>
</section>`
}

/** Without what the tracker counts by itself. */
function sinceItem(context: PageContext, schema: ClassSchema, entry: HistoryEntry): Html {
  const changes = entry.changes.filter(({ property }) => !schema.properties.get(property)?.definition.quiet)
  return changes.length === 0
    ? NO_HTML
    : html`<li>${entry.actor.name}, ${age(context, entry.at)}: ${changesHtml(context, schema, changes)}</li>`
}

function clashRow(context: PageContext, schema: ClassSchema, clash: Clash): Html {
  const property = schema.properties.get(clash.property)
  if (!property) return NO_HTML
  const shown = (cell: Cell): Html => readOnlyValue(context, property, cell)
  return html`<tr><th scope="row"><a href="#input-${property.name}">${titleOf(property)}</a></th><td>${clash.was === undefined ? html`<span class="muted">not known</span>` : shown(clash.was)}</td><td>${shown(clash.theirs)}</td><td>${clash.yours === '' ? html`<span class="muted">–</span>` : clash.yours}</td></tr>`
}
