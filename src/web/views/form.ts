import type { Fault } from '../../errors.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { PageContext } from './page-context.ts'

/** A form and what came back with it. */
export interface FormState {
  /** URL that it posts to. */
  readonly action: string
  /** Further hidden inputs, by name. */
  readonly hidden: readonly (readonly [name: string, value: string])[]
  /**
   * What was typed, by the names of the inputs, when the form was refused; it wins over the node's values.
   * A name that is not there shows the node's value: leave out what the person did not touch.
   */
  readonly typed: ReadonlyMap<string, readonly string[]> | null
  readonly faults: readonly Fault[]
  /** Names of uploads that were refused with the form: a browser can't be given them back. */
  readonly lostFiles: readonly string[]
}

/** One of the values that a link may be set to. */
export interface Choice {
  readonly id: number
  readonly label: string
  /** Kept for nodes that have it, no longer offered. */
  readonly retired?: boolean
}
/** By property name. A link without choices gets a line to type keys in: there are too many, or none may be seen. */
export type Choices = ReadonlyMap<string, readonly Choice[]>

export function typedText(form: FormState, name: string): string | null {
  return form.typed?.get(name)?.join('\n') ?? null
}

export function faultsOf(form: FormState, property: string): readonly Fault[] {
  return form.faults.filter((fault) => fault.property === property)
}

/** Id of the sentence that says what is wrong with an input, for `aria-describedby`. */
function faultId(property: string): string {
  return `fault-${property}`
}

export function faultText(form: FormState, property: string): Html {
  const faults = faultsOf(form, property)
  if (faults.length === 0) return NO_HTML
  return html`<p class="fault" id="${faultId(property)}">${faults.map((fault) => fault.message).join(' ')}</p>`
}

/** Attributes of a refused input, for its opening tag. */
export function faultAttributes(form: FormState, property: string): Html {
  return faultsOf(form, property).length === 0
    ? NO_HTML
    : html` aria-invalid="true" aria-describedby="${faultId(property)}"`
}

/** What is wrong as a whole, with links to the inputs. Gets the focus of a screen reader by its role. */
export function faultSummary(form: FormState): Html {
  if (form.faults.length === 0 && form.lostFiles.length === 0) return NO_HTML
  return html`<div class="notice error" role="alert">
    ${form.faults.length > 0 && html`<p>Nothing was saved. What you typed is still here.</p>`}
    <ul>
      ${form.faults.map((fault) => faultItem(fault))}
      ${form.lostFiles.map((name) => html`<li>Choose the file ${name} again, please: a browser does not let a page do that.</li>`)}
    </ul>
  </div>`
}

function faultItem(fault: Fault): Html {
  return fault.property === null
    ? html`<li>${fault.message}</li>`
    : html`<li><a href="#input-${fault.property}">${fault.message}</a></li>`
}

export function hiddenInputs(context: PageContext, form: FormState): Html {
  return html`<input type="hidden" name="@csrf" value="${context.csrf}">${form.hidden.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`
}

/** A form of one button, for what changes something at once. */
export function buttonForm(
  context: PageContext,
  options: {
    readonly action: string
    readonly hidden: readonly (readonly [string, string])[]
    readonly label: string
    readonly quiet?: boolean
  },
): Html {
  return html`<form method="post" action="${options.action}" class="inline"><input type="hidden" name="@csrf" value="${context.csrf}">${options.hidden.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="${options.quiet ? 'quiet' : ''}">${options.label}</button></form>`
}
