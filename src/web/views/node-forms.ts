import type { NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDate } from '../../values/date.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { PageContext } from './page-context.ts'
import { capitalised, nameOfOne } from './words.ts'

/** Hidden inputs that every form of an existing node carries: what it was when the form was made. */
export function seenInputs(node: Pick<NodeView, 'revision' | 'cells'>): readonly (readonly [string, string])[] {
  const activity = node.cells.get('activity')
  return [
    ['@action', 'edit'],
    ['@revision', String(node.revision)],
    ...(activity instanceof Date ? [['@lastactivity', printDate(activity, '')] as const] : []),
  ]
}

/** Folded away: it is rarely wanted, and never by accident. */
export function retireForm(
  context: PageContext,
  { node, schema }: { readonly node: NodeView; readonly schema: ClassSchema },
): Html {
  if (node.retired ? !node.mayRestore : !node.mayRetire) return NO_HTML
  const action = node.retired ? 'restore' : 'retire'
  return html`<details class="retire"><summary>${capitalised(action)} this ${nameOfOne(schema)}</summary><form method="post" action="${context.link(`/${schema.name}${node.designator.id}`)}"><input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="${action}"><button>${capitalised(action)}</button> <span class="muted">${node.retired ? 'Shows it in lists again.' : 'Hides it from lists; it can be restored.'}</span></form></details>`
}
