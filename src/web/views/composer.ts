import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { faultAttributes, faultText, hiddenInputs, typedText } from './form.ts'
import type { FormState } from './form.ts'
import type { PageContext } from './page-context.ts'

export interface ComposerProps {
  readonly form: FormState
  readonly formId: string
  /** Names the draft that the browser keeps; the same wherever the same text belongs. */
  readonly draft: string
  readonly mayComment: boolean
  readonly mayAttach: boolean
  /** What the button does. */
  readonly submit: string
}

/**
 * The form of an item, after the last message. Facts beside the conversation belong to it by its id, so one
 * press sends comment, files and changes together.
 */
export function composer(context: PageContext, props: ComposerProps): Html {
  const { form, formId } = props
  return html`<form id="${formId}" class="composer" method="post" action="${form.action}" enctype="multipart/form-data" data-draft="${props.draft}">
${hiddenInputs(context, form)}
${props.mayComment && noteInput(form, 'Comment', false)}
${props.mayAttach && fileInput(form)}
<p class="send"><button class="primary">${props.submit}</button> <span class="muted" data-draft-state></span></p>
</form>`
}

export function noteInput(form: FormState, label: string, isRequired: boolean): Html {
  return html`<label class="label" for="input-@note">${label}</label>
<textarea id="input-@note" name="@note" rows="6" data-keys="r" aria-keyshortcuts="r"${isRequired && html` required`}${faultAttributes(form, '@note')}>
${typedText(form, '@note')}</textarea>
<input type="hidden" name="@notetype" value="text/markdown">${faultText(form, '@note')}
<p class="help">Markdown. <code>issue12</code>, <code>msg5</code> and addresses become links by themselves.</p>`
}

export function fileInput(form: FormState): Html {
  return html`<p class="attach"><label for="input-@file">Attach files</label> <input type="file" id="input-@file" name="@file" multiple${faultAttributes(form, '@file')}>${faultText(form, '@file')}</p>`
}
