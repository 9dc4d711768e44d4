import type { Cell } from '../../schema/read-query.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { printDate } from '../../values/date.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { cellHtml, cellText, linksOf } from './cell.ts'
import { faultAttributes, faultText, typedText } from './form.ts'
import type { Choice, Choices, FormState } from './form.ts'
import { option } from './list-controls.ts'
import type { PageContext } from './page-context.ts'
import { titleOf } from './words.ts'

export interface ControlProps {
  readonly property: PropertySchema
  /** Null for a node that is yet to be made. */
  readonly cell: Cell
  readonly form: FormState
  readonly choices: Choices
  /** Id of the form, for controls that stand outside it. */
  readonly formId: string
}

const SHORT_LIST = 6

/** A property's label and input, and what is wrong with it. */
export function labelledControl(context: PageContext, props: ControlProps): Html {
  const { property, form } = props
  const help = property.definition.help
  const title = html`${titleOf(property)}${property.definition.required && html` <abbr title="required">*</abbr>`}`
  return html`<div class="fact">${
    labelsItself(props)
      ? html`<span class="label" id="label-${property.name}">${title}</span>`
      : html`<label class="label" for="input-${property.name}">${title}</label>`
  }<div>${control(context, props)}${help !== undefined && html`<p class="help">${help}</p>`}${faultText(form, property.name)}</div></div>`
}

/** A property that may be read only: the same place, the value as it is. */
export function labelledValue(context: PageContext, property: PropertySchema, value: Html): Html {
  return html`<div class="fact"><span class="label">${titleOf(property)}</span><div class="value">${value}</div></div>`
}

export function readOnlyValue(context: PageContext, property: PropertySchema, cell: Cell): Html {
  if (cell === null || (Array.isArray(cell) && cell.length === 0) || cell === '')
    return html`<span class="muted">–</span>`
  if (property.type === 'string' && property.definition.type === 'string' && property.definition.multiline)
    return html`<div class="typed">${typeof cell === 'string' && cell}</div>`
  return html`${cellHtml(context, cell, { to: property.to, linked: true, aged: false })}`
}

/** Checkboxes and radio buttons have labels of their own; the group is named by the property's. */
function labelsItself({ property, choices }: ControlProps): boolean {
  return property.type === 'multilink' && choices.has(property.name)
}

export function control(context: PageContext, props: ControlProps): Html {
  const { property, choices } = props
  switch (property.type) {
    case 'link':
      return choices.has(property.name) ? linkSelect(props) : textInput(context, props, '')
    case 'multilink':
      return choices.has(property.name) ? checkList(props) : textInput(context, props, 'comma-separated')
    case 'boolean':
      return yesNoSelect(props)
    case 'password':
      return passwordInputs(props)
    case 'string':
      return property.definition.type === 'string' && property.definition.multiline
        ? textArea(context, props)
        : textInput(context, props, '')
    case 'date':
      return textInput(context, props, '2026-11-23 or . + 14d')
    case 'interval':
      return textInput(context, props, '2w 3d')
    default:
      return textInput(context, props, '')
  }
}

/** What every input has: its id, its name, its form, and whether it was refused. */
function common({ property, form, formId }: ControlProps): Html {
  return html` id="input-${property.name}" name="${property.name}" form="${formId}"${property.definition.required && REQUIRED}${faultAttributes(form, property.name)}`
}
const REQUIRED = html` required`

function linkSelect(props: ControlProps): Html {
  const { property, cell, form, choices } = props
  const stored = linksOf(cell)[0] ?? null
  const current = typedText(form, property.name) ?? (stored === null ? '' : String(stored.id))
  const offered = withStored(choices.get(property.name)!, stored === null ? [] : [stored])
  return html`<select${common(props)}><option value="">${property.definition.required ? 'choose…' : '–'}</option>${offered.map(
    ({ id, label }) => option(String(id), label, String(id) === current || label === current),
  )}</select>`
}

/** What a node has stays on offer, even when it is offered no more. */
function withStored(
  choices: readonly Choice[],
  stored: readonly { id: number; label: string | null }[],
): readonly Choice[] {
  const missing = stored.filter(({ id }) => !choices.some((choice) => choice.id === id))
  const current = new Set(stored.map(({ id }) => id))
  return [
    ...choices.filter((choice) => !choice.retired || current.has(choice.id)),
    ...missing.map(({ id, label }) => ({ id, label: label ?? String(id) })),
  ]
}

/**
 * Closed it reads as a value, opened it is a list of checkboxes. The empty hidden input says that the
 * property was part of the form when nothing is ticked.
 */
function checkList(props: ControlProps): Html {
  const { property, cell, form, formId, choices } = props
  const stored = linksOf(cell)
  const typed = form.typed?.get(property.name)
  const ticked = new Set(typed ?? stored.map(({ id }) => String(id)))
  const offered = withStored(choices.get(property.name)!, stored)
  const isTicked = ({ id, label }: Choice): boolean => ticked.has(String(id)) || ticked.has(label)
  const names = offered.filter(isTicked).map(({ label }) => label)
  const boxes = html`<div class="checks" role="group" aria-labelledby="label-${property.name}"${faultAttributes(form, property.name)}><input type="hidden" name="${property.name}" form="${formId}" value="">${offered.map(
    (choice) =>
      html`<label><input type="checkbox" name="${property.name}" form="${formId}" value="${choice.id}"${isTicked(choice) && CHECKED}>${choice.label}</label>`,
  )}</div>`
  if (offered.length <= SHORT_LIST) return html`<div id="input-${property.name}" tabindex="-1">${boxes}</div>`
  return html`<details class="choose" id="input-${property.name}"><summary>${names.length === 0 ? html`<span class="muted">–</span>` : names.join(', ')}<span class="unseen"> change ${titleOf(property)}</span></summary>${boxes}</details>`
}
const CHECKED = html` checked`

function yesNoSelect(props: ControlProps): Html {
  const { property, cell, form } = props
  const current = typedText(form, property.name) ?? (typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : '')
  return html`<select${common(props)}>${option('', '–', current === '')}${option('yes', 'yes', current === 'yes')}${option('no', 'no', current === 'no')}</select>`
}

/** Never shows what is stored; empty leaves it as it is. */
function passwordInputs(props: ControlProps): Html {
  const { property, form, formId } = props
  return html`<input type="password" id="input-${property.name}" name="${property.name}" form="${formId}" autocomplete="new-password"${faultAttributes(form, property.name)}>
<label class="again">and again <input type="password" name="@confirm@${property.name}" form="${formId}" autocomplete="new-password"></label>`
}

function textArea(context: PageContext, props: ControlProps): Html {
  const text = typedText(props.form, props.property.name) ?? cellText(context, props.cell)
  // A browser drops one line break after the opening tag, so there is always one to drop.
  return html`<textarea rows="4"${common(props)}>
${text}</textarea>`
}

function textInput(context: PageContext, props: ControlProps, placeholder: string): Html {
  const { property, cell, form } = props
  const text = typedText(form, property.name) ?? inputText(context, property, cell)
  const mode =
    property.type === 'integer'
      ? html` inputmode="numeric"`
      : property.type === 'number'
        ? html` inputmode="decimal"`
        : NO_HTML
  return html`<input type="text"${common(props)} value="${text}"${mode}${placeholder !== '' && html` placeholder="${placeholder}"`}>`
}

/** Text that reads back as the same value: issue-like links by id, since titles are no keys. */
function inputText(context: PageContext, property: PropertySchema, cell: Cell): string {
  if (cell === null || cell === HIDDEN) return ''
  if (cell instanceof Date) return printDate(cell, zoneOf(context, property)).replace('.00:00:00', '')
  if (property.to === null) return cellText(context, cell)
  const isKeyed = context.tracker.classes.get(property.to)?.key != null
  return linksOf(cell)
    .map(({ id, label }) => (isKeyed && label !== null ? label : String(id)))
    .join(', ')
}

/** Dates with an offset of their own are typed as they are shown, whatever the viewer's zone. */
function zoneOf(context: PageContext, { definition }: PropertySchema): string {
  return definition.type === 'date' && definition.offset !== undefined
    ? String(definition.offset)
    : context.viewer.timezone
}
