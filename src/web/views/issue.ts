import type { Cell, HistoryEntry } from '../../schema/read-query.ts'
import type { NodeChoice } from '../../operations/mail-preferences.ts'
import { printDesignator } from '../../values/designator.ts'
import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { linksOf } from './cell.ts'
import { closingProperty, isClosed } from './closed.ts'
import { composer } from './composer.ts'
import { conversation } from './conversation.ts'
import { faultAttributes, faultSummary, faultText, typedText } from './form.ts'
import type { FormState } from './form.ts'
import { facts } from './facts.ts'
import type { FactsProps } from './facts.ts'
import { filesTable } from './files-table.ts'
import type { FileItem } from './files-table.ts'
import { page } from './frame.ts'
import { history } from './history.ts'
import { keptNote } from './kept-note.ts'
import { listTable } from './list-table.ts'
import type { ListTableProps } from './list-table.ts'
import type { MessageItem } from './message-block.ts'
import { choiceButton } from './mail.ts'
import { retireForm, seenInputs } from './node-forms.ts'
import type { PageContext } from './page-context.ts'
import { age } from './time.ts'
import { capitalised, nameOfOne } from './words.ts'

export interface IssueProps extends Omit<FactsProps, 'formId'> {
  /** All of them, oldest first. */
  readonly messages: readonly MessageItem[]
  readonly files: readonly FileItem[]
  /** Other multilinks that have a table of their own, as the tracker's views say: pull requests. */
  readonly tables: readonly (ListTableProps & { readonly title: string })[]
  /** Newest first. */
  readonly history: readonly HistoryEntry[]
  readonly mayComment: boolean
  readonly mayAttach: boolean
  /** Whether the viewer has muted it; null for visitors. */
  readonly choice?: NodeChoice | null
  /** Put above everything: a conflict, say. */
  readonly before?: Html
}

const FORM_ID = 'edit'

/** Title, then facts (at the side where there is room), then what was said, then the place to answer. */
export function issuePage(context: PageContext, props: IssueProps): Html {
  const { node, schema } = props
  const form = { ...props.form, hidden: [...seenInputs(node), ...props.form.hidden] }
  const hasInputs = [...props.panels.flatMap((panel) => panel.properties), 'title'].some((name) =>
    node.editable.has(name),
  )
  const main = html`${props.before}${faultSummary(form)}
<div class="issue">
${heading(context, props)}
<aside aria-label="Facts">${facts(context, { ...props, form, formId: FORM_ID })}
${hasInputs && html`<p class="send"><button form="${FORM_ID}">Save</button></p>`}</aside>
<div class="thread">
${filesTable(context, props.files)}
${props.tables.map((table) => html`<div class="related"><h2>${table.title}</h2>${listTable(context, table)}</div>`)}
${conversation(context, props)}
${hasInputs || props.mayComment || props.mayAttach ? composer(context, { ...props, form, formId: FORM_ID, draft: `${schema.name}${node.designator.id}`, submit: 'Submit' }) : invitation(context)}
${keptNote(props)}
${history(context, { schema, entries: props.history })}
${retireForm(context, props)}
</div>
</div>`
  return page(context, {
    title: `${capitalised(nameOfOne(schema))} ${node.designator.id}: ${node.label}`,
    kind: 'item',
    main,
  })
}

function heading(context: PageContext, props: IssueProps): Html {
  const { node, schema, form, choice } = props
  const { id } = node.designator
  return html`<header class="heading"><h1><bdi>${node.label}</bdi> <a class="number" href="${context.link(`/${schema.name}${id}`)}">${nameOfOne(schema)} ${id}</a></h1>
<p class="meta">${state(context, props)}${byWhom(context, node.cells, 'creation', 'creator', 'Created')}${byWhom(context, node.cells, 'activity', 'actor', ', last changed')}</p>${choice && choiceButton(context, printDesignator(node.designator), { ...choice, kind: 'mute' })}
${node.editable.has('title') && retitle(form, node.cells.get('title') ?? null)}</header>`
}

/** The title as an input, folded away until it is wanted: few change it, everybody reads it. */
function retitle(form: FormState, cell: Cell): Html {
  const typed = typedText(form, 'title')
  const title = typed ?? (typeof cell === 'string' ? cell : '')
  return html`<details class="retitle"${typed !== null && typed !== cell && html` open`}><summary>Edit title</summary><input type="text" id="input-title" name="title" form="${FORM_ID}" value="${title}" aria-label="Title" required${faultAttributes(form, 'title')}>${faultText(form, 'title')}</details>`
}

function state(context: PageContext, { node, schema }: IssueProps): Html {
  if (node.retired) return html`<strong class="state closed">retired</strong> `
  const property = closingProperty(context.tracker, schema.name)
  if (property === null) return NO_HTML
  const cell = node.cells.get(property)
  const name = linksOf(cell)[0]?.label
  if (!name) return NO_HTML
  return isClosed(context.tracker, schema.name, cell)
    ? html`<strong class="state closed">${name}</strong> `
    : html`<strong class="state">${name}</strong> `
}

function byWhom(
  context: PageContext,
  cells: ReadonlyMap<string, Cell>,
  date: string,
  person: string,
  words: string,
): Html {
  const at = cells.get(date)
  if (!(at instanceof Date)) return NO_HTML
  const who = linksOf(cells.get(person))[0]
  return html`${words} ${age(context, at)}${who && html` by <a href="${context.link(`/user${who.id}`)}">${who.label ?? `user${who.id}`}</a>`}`
}

function invitation(context: PageContext): Html {
  if (context.viewer.signedIn) return html`<p class="muted">You may not comment here.</p>`
  return html`<p><a class="button" href="${context.loginHref}">Log in to comment</a></p>`
}
