import type { Tracker } from '../../../schema/tracker.ts'

/** A node that a form speaks of: `issue12`, or `msg-1` for one that it makes. */
export interface FormItem {
  readonly className: string
  /** Negative for a new node. */
  readonly id: number
}

/** What the name of a field of Roundup's forms says. */
export type FieldName =
  | { readonly is: 'note' }
  | { readonly is: 'file' }
  | { readonly is: 'required'; readonly item: FormItem | null }
  | {
      readonly is: 'set' | 'add' | 'remove' | 'confirm' | 'link'
      /** Null: the node that the page is about. */
      readonly item: FormItem | null
      readonly property: string
    }

/** Roundup's variables that are about the page, not about a node. */
const OF_THE_PAGE = new Set([
  'action',
  'template',
  'csrf',
  'revision',
  'lastactivity',
  'notetype',
  'ok_message',
  'error_message',
  'columns',
  'sort',
  'sortdir',
  'group',
  'groupdir',
  'filter',
  'search_text',
  'pagesize',
  'startwith',
  'dispname',
  'queryname',
  'old-queryname',
  'words',
  'type',
  'number',
  'language',
  'charset',
])
const ITEM = /^([A-Za-z](?:[A-Za-z_0-9]*[A-Za-z_])?)(-?\d+)(?=[@:])/
const COMMAND = /^[@:](add|remove|confirm|link)[@:]([^@:]+)$/
const MAX_DIGITS = 10

/**
 * Reads `title`, `@note`, `issue12@title`, `msg-1@content`, `@add@nosy`, `@link@messages`, `@required`; every `@` may
 * be `:`. Null for what is none of these.
 */
export function parseFieldName(name: string, tracker: Tracker): FieldName | null {
  if (/^[@:]note$/.test(name)) return { is: 'note' }
  if (/^[@:]file$/.test(name)) return { is: 'file' }
  const { item, rest } = splitItem(name, tracker)
  if (/^[@:]required$/.test(rest)) return { is: 'required', item }
  const command = COMMAND.exec(rest)
  if (command) return { is: command[1] as 'add', item, property: command[2]! }

  const property = rest.replace(/^[@:]/, '')
  if (property === '' || /[@:]/.test(property)) return null
  if (item === null && property !== rest && OF_THE_PAGE.has(property)) return null
  return { is: 'set', item, property }
}

function splitItem(name: string, tracker: Tracker): { item: FormItem | null; rest: string } {
  const match = ITEM.exec(name)
  if (!match || !tracker.classes.has(match[1]!) || match[2]!.length > MAX_DIGITS) return { item: null, rest: name }
  const item = { className: match[1]!, id: Number(match[2]) }
  return { item, rest: name.slice(match[0].length) }
}

/** `msg-1`, `file3`: what `@link@` takes. */
export function parseFormItem(text: string, tracker: Tracker): FormItem | null {
  const match = /^([A-Za-z](?:[A-Za-z_0-9]*[A-Za-z_])?)(-?\d{1,10})$/.exec(text)
  return match && tracker.classes.has(match[1]!) ? { className: match[1]!, id: Number(match[2]) } : null
}

export function printFormItem({ className, id }: FormItem): string {
  return `${className}${id}`
}
