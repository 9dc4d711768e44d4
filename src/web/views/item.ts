import type { Cell, HistoryEntry, NodeView } from '../../schema/read-query.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import type { NodeChoice } from '../../operations/mail-preferences.ts'
import { printDesignator } from '../../values/designator.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { labelledControl, labelledValue, readOnlyValue } from './control.ts'
import { faultSummary, hiddenInputs } from './form.ts'
import type { Choices, FormState } from './form.ts'
import { page } from './frame.ts'
import { history } from './history.ts'
import { keptNote } from './kept-note.ts'
import { choiceButton } from './mail.ts'
import { retireForm, seenInputs } from './node-forms.ts'
import type { PageContext } from './page-context.ts'
import { capitalised, nameOfMany, nameOfOne } from './words.ts'

/** A node of any class, as its schema says. */
export interface ItemProps {
  readonly node: NodeView
  readonly schema: ClassSchema
  /** In this order; legacy and computed ones left out by the caller. */
  readonly properties: readonly string[]
  readonly choices: Choices
  readonly form: FormState
  /** Newest first; empty where the viewer may not see it. */
  readonly history: readonly HistoryEntry[]
  /** Put above everything: a conflict, say. */
  readonly before?: Html
  /** Whether issues of it are told to the viewer; null where that can't be chosen. */
  readonly choice?: NodeChoice | null
}

const FORM_ID = 'edit'

export function itemPage(context: PageContext, props: ItemProps): Html {
  const { node, schema } = props
  const title = `${capitalised(nameOfOne(schema))} ${node.designator.id}`
  const main = html`${props.before}${itemHeading(context, props, followButton(context, props))}
${itemForm(context, props)}
${keptNote(props)}
${history(context, { schema, entries: props.history, open: true })}
${retireForm(context, props)}`
  return page(context, {
    title: node.label === String(node.designator.id) ? title : `${title}: ${node.label}`,
    kind: 'narrow',
    main,
  })
}

function followButton(context: PageContext, { node, choice = null }: ItemProps): Html {
  if (choice === null || node.retired) return NO_HTML
  return choiceButton(context, printDesignator(node.designator), { ...choice, kind: 'follow' })
}

export function itemHeading(context: PageContext, { node, schema }: ItemProps, beside: Html = NO_HTML): Html {
  const { id } = node.designator
  const designator = `${schema.name}${id}`
  return html`<header class="heading"><p class="crumbs"><a href="${context.link(`/${schema.name}`)}">${capitalised(nameOfMany(schema))}</a></p>
<h1><bdi>${node.label === '' ? `[no ${schema.label}]` : node.label}</bdi> <a class="number" href="${context.link(`/${designator}`)}">${designator}</a></h1>${beside}
${node.retired && html`<p><strong class="state closed">retired</strong></p>`}</header>`
}

/** Inputs for what may be changed, values for the rest; without any input there is no form. */
export function itemForm(context: PageContext, props: ItemProps): Html {
  const { node, schema } = props
  const form = { ...props.form, hidden: [...seenInputs(node), ...props.form.hidden] }
  const shown = props.properties.flatMap((name) => schema.properties.get(name) ?? [])
  const rows = shown.map((property) => itemRow(context, { ...props, form }, property))
  if (!shown.some(({ name }) => node.editable.has(name))) return html`<div class="sheet">${rows}</div>`

  return html`${faultSummary(form)}
<form id="${FORM_ID}" class="sheet" method="post" action="${form.action}" enctype="multipart/form-data" data-draft="${schema.name}${node.designator.id}">
${hiddenInputs(context, form)}
${rows}
<p class="send"><button class="primary">Save</button> <span class="muted" data-draft-state></span></p>
</form>`
}

function itemRow(context: PageContext, props: ItemProps, property: PropertySchema): Html {
  const { node, form, choices } = props
  const cell: Cell = node.cells.get(property.name) ?? null
  return node.editable.has(property.name) && cell !== HIDDEN
    ? labelledControl(context, { property, cell, form, choices, formId: FORM_ID })
    : labelledValue(context, property, readOnlyValue(context, property, cell))
}
