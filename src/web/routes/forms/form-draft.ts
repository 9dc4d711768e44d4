import { TrackerError } from '../../../errors.ts'
import type { Fault } from '../../../errors.ts'
import type { FormBody, Upload } from '../../../http/form-body.ts'
import type { Tracker } from '../../../schema/tracker.ts'
import { parseFieldName, parseFormItem, printFormItem } from './field-name.ts'
import type { FormItem } from './field-name.ts'

/** What a form says of one node, not yet read as values. */
export interface ItemDraft {
  readonly item: FormItem
  readonly texts: Map<string, string[]>
  readonly uploads: Map<string, Upload[]>
  readonly add: Map<string, string[]>
  readonly remove: Map<string, string[]>
  readonly confirm: Map<string, string[]>
  readonly links: Map<string, FormItem[]>
  readonly required: Set<string>
}

export interface FormDraft {
  /** The node that the page is about: `issue12`, or `issue-1` where the form makes one. Null: none. */
  readonly subject: FormItem | null
  readonly items: ReadonlyMap<string, ItemDraft>
  /** Names of files without a byte, which are left out. */
  readonly emptyFiles: readonly string[]
  /** Files that can't be taken. */
  readonly faults: readonly Fault[]
}

/** MIME types that the composer may ask for; anything else is shown as it was typed. */
const NOTE_TYPES = new Set(['text/markdown', 'text/plain'])

/**
 * Sorts the fields of a form by the nodes that they are about, as Roundup's grammar has it. `@note` makes the message
 * `msg-1` and `@file` the files `file-1`, `file-2`, …, linked to the subject and to each other.
 *
 * @throws {TrackerError} invalid, for a link to what is no designator.
 */
export function draftForm(body: FormBody, subject: FormItem | null, tracker: Tracker): FormDraft {
  return new Drafting(subject, tracker).draft(body)
}

class Drafting {
  readonly #subject: FormItem | null
  readonly #tracker: Tracker
  readonly #items = new Map<string, ItemDraft>()
  readonly #notes: string[] = []
  readonly #files: Upload[] = []
  readonly #emptyFiles: string[] = []
  readonly #faults: Fault[] = []
  #noteType: string | null = null

  constructor(subject: FormItem | null, tracker: Tracker) {
    this.#subject = subject
    this.#tracker = tracker
  }

  draft(body: FormBody): FormDraft {
    if (this.#subject) this.#item(this.#subject)
    for (const { name, value, refusal } of body) {
      if (refusal !== undefined) this.#refuse(name, refusal)
      else this.#read(name, value)
    }
    const files = this.#attach()
    this.#comment(files)
    return { subject: this.#subject, items: this.#items, emptyFiles: this.#emptyFiles, faults: this.#faults }
  }

  #refuse(name: string, message: string): void {
    this.#faults.push({ property: name.replace(/^:/, '@'), message })
  }

  #read(name: string, value: string | Upload): void {
    if (typeof value !== 'string' && value.refusal !== undefined) return this.#refuse(name, value.refusal)
    if (typeof value !== 'string' && value.bytes.length === 0) {
      this.#emptyFiles.push(value.fileName)
      return
    }
    if (/^[@:]notetype$/.test(name) && typeof value === 'string' && NOTE_TYPES.has(value)) this.#noteType = value
    const field = parseFieldName(name, this.#tracker)
    if (!field) return
    if (field.is === 'note') {
      if (typeof value === 'string' && value.trim() !== '') this.#notes.push(value)
      return
    }
    if (field.is === 'file') {
      if (typeof value !== 'string') this.#files.push(value)
      return
    }
    const item = field.item ?? this.#subject
    if (!item) return
    const draft = this.#item(item)
    if (field.is === 'required') for (const property of listed(value)) draft.required.add(property)
    else if (field.is === 'link')
      this.#link(
        draft,
        field.property,
        listed(value).map((text) => this.#designator(text)),
      )
    else if (typeof value !== 'string') push(draft.uploads, field.property, value)
    else push(field.is === 'set' ? draft.texts : draft[field.is], field.property, value)
  }

  #item(item: FormItem): ItemDraft {
    const key = printFormItem(item)
    let draft = this.#items.get(key)
    if (!draft) {
      draft = {
        item,
        texts: new Map(),
        uploads: new Map(),
        add: new Map(),
        remove: new Map(),
        confirm: new Map(),
        links: new Map(),
        required: new Set(),
      }
      this.#items.set(key, draft)
    }
    return draft
  }

  #link(draft: ItemDraft, property: string, items: readonly FormItem[]): void {
    const links = draft.links.get(property) ?? []
    for (const item of items) if (!links.some((one) => printFormItem(one) === printFormItem(item))) links.push(item)
    draft.links.set(property, links)
  }

  #designator(text: string): FormItem {
    const item = parseFormItem(text, this.#tracker)
    if (!item) throw new TrackerError('invalid', `@link@ takes designators such as msg-1 or file3, not "${text}"`)
    return item
  }

  /** @returns the new files, which a comment of the same form links too. */
  #attach(): readonly FormItem[] {
    const className = this.#linkedClass('files')
    if (!this.#subject || className === null) return []
    const items: FormItem[] = []
    let id = -1
    for (const upload of this.#files) {
      while (this.#items.get(printFormItem({ className, id }))?.uploads.has('content')) id--
      const item = { className, id: id-- }
      push(this.#item(item).uploads, 'content', upload)
      items.push(item)
    }
    if (items.length > 0) this.#link(this.#item(this.#subject), 'files', items)
    return items
  }

  #comment(files: readonly FormItem[]): void {
    const className = this.#linkedClass('messages')
    if (!this.#subject || className === null || this.#notes.length === 0) return
    const item = { className, id: -1 }
    const draft = this.#item(item)
    push(draft.texts, 'content', this.#notes.join('\n\n'))
    if (this.#noteType !== null && !draft.texts.has('type')) push(draft.texts, 'type', this.#noteType)
    if (files.length > 0 && this.#tracker.classes.get(className)!.properties.has('files'))
      this.#link(draft, 'files', files)
    this.#link(this.#item(this.#subject), 'messages', [item])
  }

  #linkedClass(property: string): string | null {
    return this.#tracker.classes.get(this.#subject?.className ?? '')?.properties.get(property)?.to ?? null
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}

function listed(value: string | Upload): readonly string[] {
  if (typeof value !== 'string') return []
  return value
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
}
