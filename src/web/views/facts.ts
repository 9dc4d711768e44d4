import type { Cell, LinkCell, NodeView } from '../../schema/read-query.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { html, joined } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { linksOf } from './cell.ts'
import { labelledControl, labelledValue, readOnlyValue } from './control.ts'
import { faultAttributes, faultText, typedText } from './form.ts'
import type { Choices, FormState } from './form.ts'
import type { PageContext } from './page-context.ts'
import { titleOf } from './words.ts'

/** A linked issue: what its designator alone does not say. */
export interface NodeNote {
  readonly title: string | null
  readonly closed: boolean
}

export interface Panel {
  readonly title: string
  readonly properties: readonly string[]
}

export interface FactsProps {
  readonly node: NodeView
  readonly schema: ClassSchema
  readonly panels: readonly Panel[]
  readonly choices: Choices
  readonly form: FormState
  readonly formId: string
  /** Title and state of the issues that this one links to, by designator. */
  readonly notes: ReadonlyMap<string, NodeNote>
}

/** What is known about a node, each fact with its control where it may be changed. */
export function facts(context: PageContext, props: FactsProps): Html {
  return html`${props.panels.map((panel) => panelHtml(context, props, panel))}`
}

function panelHtml(context: PageContext, props: FactsProps, { title, properties }: Panel): Html {
  const shown = properties.flatMap((name) => props.schema.properties.get(name) ?? [])
  return html`<section class="facts" aria-label="${title}"><h2>${title}</h2>${shown.map((property) => factHtml(context, props, property))}</section>`
}

function factHtml(context: PageContext, props: FactsProps, property: PropertySchema): Html {
  const cell = props.node.cells.get(property.name) ?? null
  const isEditable = props.node.editable.has(property.name) && cell !== HIDDEN
  const kind = property.to === null ? null : (context.tracker.classes.get(property.to)?.kind ?? null)
  if (kind === 'issue') return issueLinks(context, props, property, cell, isEditable)
  if (kind === 'user' && property.type === 'multilink') return people(context, props, property, cell, isEditable)
  if (!isEditable) return labelledValue(context, property, readOnlyValue(context, property, cell))
  return labelledControl(context, { property, cell, form: props.form, choices: props.choices, formId: props.formId })
}

/** Dependencies, superseders: each with title and state, and the ids to type over. */
function issueLinks(
  context: PageContext,
  props: FactsProps,
  property: PropertySchema,
  cell: Cell,
  isEditable: boolean,
): Html {
  const links = linksOf(cell)
  const listed = html`${links.length > 0 && html`<ul class="linked">${links.map((link) => html`<li>${issueLink(context, props, property, link)}</li>`)}</ul>`}`
  if (!isEditable)
    return labelledValue(context, property, links.length > 0 ? listed : readOnlyValue(context, property, cell))

  const { form, formId } = props
  const ids = typedText(form, property.name) ?? links.map(({ id }) => id).join(', ')
  return html`<div class="fact"><label class="label" for="input-${property.name}">${titleOf(property)}</label><div>${listed}<input type="text" inputmode="numeric" id="input-${property.name}" name="${property.name}" form="${formId}" value="${ids}" placeholder="${property.type === 'link' ? 'number' : 'numbers'}"${faultAttributes(form, property.name)}>${faultText(form, property.name)}</div></div>`
}

function issueLink(context: PageContext, props: FactsProps, property: PropertySchema, link: LinkCell): Html {
  const designator = `${property.to}${link.id}`
  const note = props.notes.get(designator)
  const title = note?.title ?? link.label
  const anchor = html`<a href="${context.link(`/${designator}`)}">${link.id}</a>`
  return note?.closed
    ? html`<s>${anchor}</s> <span class="muted">${title}</span><span class="unseen"> (closed)</span>`
    : html`${anchor} ${title}`
}

/**
 * Nosy: who is on it, and what to add or remove. Not the whole list to type over, so that two people's
 * additions both stand.
 */
function people(
  context: PageContext,
  props: FactsProps,
  property: PropertySchema,
  cell: Cell,
  isEditable: boolean,
): Html {
  const links = linksOf(cell)
  const names =
    links.length === 0
      ? readOnlyValue(context, property, cell)
      : joined(
          links.map((link) => personLink(context, link)),
          ', ',
        )
  if (!isEditable) return labelledValue(context, property, names)

  const { form, formId } = props
  const { name } = property
  const me = context.viewer.id
  const isOnIt = links.some(({ id }) => id === me)
  const toggle = isOnIt ? `@remove@${name}` : `@add@${name}`
  const isTicked = me !== null && form.typed?.get(toggle)?.includes(String(me))
  return html`<div class="fact"><span class="label">${titleOf(property)} <span class="muted">${links.length > 0 && links.length}</span></span><div><div class="value">${names}</div>
${me !== null && html`<label class="check"><input type="checkbox" name="${toggle}" form="${formId}" value="${me}"${isTicked && CHECKED}>${isOnIt ? 'take me off' : 'add me'}</label>`}
<details class="choose"${form.typed?.has(`@add@${name}`) && OPEN}><summary>Add or remove others</summary>
<label>Add <input type="text" id="input-${name}" name="@add@${name}" form="${formId}" value="${typedNames(form, `@add@${name}`, me)}" placeholder="user names"${faultAttributes(form, name)}></label>
<label>Remove <input type="text" name="@remove@${name}" form="${formId}" value="${typedNames(form, `@remove@${name}`, me)}" placeholder="user names"></label></details>
${faultText(form, name)}</div></div>`
}
const CHECKED = html` checked`
const OPEN = html` open`

/** What was typed beside the checkbox of the same name, whose value is the viewer's id. */
function typedNames(form: FormState, name: string, me: number | null): string {
  return (form.typed?.get(name) ?? []).filter((text) => text !== String(me)).join(', ')
}

function personLink(context: PageContext, { id, label, retired }: LinkCell): Html {
  const link = html`<a href="${context.link(`/user${id}`)}">${label ?? `user${id}`}</a>`
  return retired ? html`<s title="retired">${link}</s>` : link
}
