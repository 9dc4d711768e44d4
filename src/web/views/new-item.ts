import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { fileInput, noteInput } from './composer.ts'
import { labelledControl } from './control.ts'
import { faultAttributes, faultSummary, faultText, hiddenInputs, typedText } from './form.ts'
import type { Choices, FormState } from './form.ts'
import { page } from './frame.ts'
import type { PageContext } from './page-context.ts'
import { nameOfOne } from './words.ts'

export interface NewItemProps {
  readonly schema: ClassSchema
  /** In this order; the title comes first whatever its place. */
  readonly properties: readonly string[]
  readonly choices: Choices
  /** Defaults of the schema and what the URL fills in come as `typed`. */
  readonly form: FormState
  /** For classes with a thread: a first message, and files. */
  readonly mayComment: boolean
  readonly mayAttach: boolean
}

const FORM_ID = 'new'

/** What it is about and what happened come first; what sorts it in can be left to others. */
export function newItemPage(context: PageContext, props: NewItemProps): Html {
  const { schema } = props
  const title = `New ${nameOfOne(schema)}`
  const form = { ...props.form, hidden: [['@action', 'new'] as const, ...props.form.hidden] }
  const shown = props.properties.flatMap((name) => schema.properties.get(name) ?? [])
  const isTitle = (property: PropertySchema): boolean => schema.kind === 'issue' && property.name === 'title'
  const row = (property: PropertySchema): Html =>
    labelledControl(context, { property, cell: null, form, choices: props.choices, formId: FORM_ID })
  const main = html`<header class="heading"><h1>${title}</h1></header>
${faultSummary(form)}
<form id="${FORM_ID}" class="sheet" method="post" action="${form.action}" enctype="multipart/form-data" data-draft="new-${schema.name}">
${hiddenInputs(context, form)}
${shown.filter(isTitle).map(row)}
${props.mayComment && html`<div class="composer">${noteInput(form, 'What happens, what should happen, and how to see it', false)}</div>`}
${props.mayAttach && fileInput(form)}
${shown.filter((property) => !isTitle(property)).map(row)}
${schema.kind === 'message' ? messageInput(form) : schema.hasContent && contentInput()}
<p class="send"><button class="primary">Submit</button> <span class="muted" data-draft-state></span></p>
</form>`
  return page(context, { title, kind: 'narrow', main })
}

/** The bytes of a new file. */
function contentInput(): Html {
  return html`<div class="fact"><label class="label" for="input-content">Content</label><div><input type="file" id="input-content" name="content" form="${FORM_ID}" required></div></div>`
}

/** What a new message says. */
function messageInput(form: FormState): Html {
  return html`<div class="fact"><label class="label" for="input-content">Content <abbr title="required">*</abbr></label><div><textarea id="input-content" name="content" rows="8" form="${FORM_ID}" required${faultAttributes(form, 'content')}>
${typedText(form, 'content')}</textarea><p class="help">Shown as it is typed; as Markdown where the type is <code>text/markdown</code>.</p>${faultText(form, 'content')}</div></div>`
}
