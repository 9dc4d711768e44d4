import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { html, joined } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { page } from './frame.ts'
import type { PageContext } from './page-context.ts'
import { capitalised, nameOfMany } from './words.ts'

export interface ClassListProps {
  /** Those the viewer may see. */
  readonly classes: readonly ClassSchema[]
  /** Names of those the viewer may create. */
  readonly creatable: ReadonlySet<string>
}

/** The tracker's shape: every class with its properties. */
export function classListPage(context: PageContext, { classes, creatable }: ClassListProps): Html {
  const main = html`<header class="heading"><h1>Classes</h1></header>
<div class="scroll"><table><caption class="unseen">Classes of this tracker</caption><thead><tr><th scope="col">Class</th><th scope="col">Properties</th><th scope="col"><span class="unseen">New</span></th></tr></thead><tbody>
${classes.map((schema) => classRow(context, schema, creatable.has(schema.name)))}</tbody></table></div>`
  return page(context, { title: 'Classes', kind: 'narrow', main })
}

function classRow(context: PageContext, schema: ClassSchema, isCreatable: boolean): Html {
  const shown = [...schema.properties.values()].filter(({ automatic, definition }) => !automatic && !definition.legacy)
  return html`<tr><th scope="row"><a href="${context.link(`/${schema.name}`)}">${capitalised(nameOfMany(schema))}</a></th><td>${joined(shown.map(propertyWords), ', ')}</td><td>${isCreatable && html`<a href="${context.link(`/${schema.name}?@template=item`)}">New</a>`}</td></tr>
`
}

function propertyWords({ name, type, to }: PropertySchema): Html {
  return html`${name} <span class="muted">${to ?? type}</span>`
}
