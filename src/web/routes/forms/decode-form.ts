import { TrackerError } from '../../../errors.ts'
import type { Fault } from '../../../errors.ts'
import type { FormBody } from '../../../http/form-body.ts'
import type { Operations } from '../../../operations/operations.ts'
import type { Actor, Change, ChangeSet, ChangeValue } from '../../../operations/types.ts'
import type { Value } from '../../../schema/property.ts'
import type { Cell, HistoryEntry, NodeView } from '../../../schema/read-query.ts'
import type { FormItem } from './field-name.ts'
import { printFormItem } from './field-name.ts'
import { draftForm } from './form-draft.ts'
import type { FormDraft, ItemDraft } from './form-draft.ts'
import { formAge } from './form-age.ts'
import { readValues } from './read-values.ts'
import { cellsBefore, isSameValue, valueOfCell } from './stored-value.ts'

export interface FormRequest {
  readonly operations: Operations
  readonly actor: Actor
  readonly body: FormBody
  /** `issue12`, or `issue-1` where the form makes one; null on a class's page that changes others. */
  readonly subject: FormItem | null
  /** The subject as it is now; null for a new one. */
  readonly node: NodeView | null
}

/** A property that the actor and somebody else changed, each to something else. */
export interface ClashingValue {
  readonly property: string
  readonly was: Cell | undefined
  readonly theirs: Cell
}

export interface DecodedForm {
  readonly changeSet: ChangeSet
  /** All that is wrong with the form; then there is no change set. */
  readonly faults: readonly Fault[]
  /** Fields of the subject that say what they said when the form was made. */
  readonly untouched: ReadonlySet<string>
  /** Not empty: somebody else was faster, and the form has to be shown again with both versions. */
  readonly clashes: readonly ClashingValue[]
  readonly since: readonly HistoryEntry[]
  readonly emptyFiles: readonly string[]
}

/** Reads a form of Roundup's grammar as one change set: the subject, and whatever else the form makes or changes. */
export async function decodeForm(request: FormRequest): Promise<DecodedForm> {
  const { operations, actor, body, subject, node } = request
  const draft = draftForm(body, subject, operations.tracker)
  const age = node
    ? await formAge(operations, actor, node, {
        revision: lastText(body, 'revision'),
        lastActivity: lastText(body, 'lastactivity'),
      })
    : null
  const faults: Fault[] = [...draft.faults]
  const changes = new Map<string, Change>()
  for (const [key, item] of draft.items) {
    const isSubject = subject !== null && key === printFormItem(subject)
    const stored = isSubject ? node : item.item.id > 0 ? await operations.view(actor, item.item) : null
    const cells = isSubject && node && age ? cellsBefore(node, age.since) : (stored?.cells ?? null)
    const values = await readItem(request, item, cells, isSubject, faults)
    changes.set(key, changeOf(item.item, values))
  }
  const result = {
    faults,
    untouched: untouchedIn(draft, changes, faults),
    since: age?.since ?? [],
    emptyFiles: draft.emptyFiles,
  }
  if (faults.length > 0) return { ...result, changeSet: [], clashes: [] }

  const wanted = withoutEmptyItems(operations, changes, subject)
  const clashes = node && age ? clashesOf(node, wanted, subject!, age.since) : []
  const changeSet = wanted.map((change) =>
    node && age?.isKnown && isOf(change, subject!) ? asSeen(change, node) : change,
  )
  return { ...result, changeSet, clashes }
}

function untouchedIn(
  { subject, items }: FormDraft,
  changes: ReadonlyMap<string, Change>,
  faults: readonly Fault[],
): ReadonlySet<string> {
  const key = subject === null ? '' : printFormItem(subject)
  const named = [...(items.get(key)?.texts.keys() ?? [])]
  return new Set(
    named.filter(
      (name) => !(name in (changes.get(key)?.changes ?? {})) && !faults.some(({ property }) => property === name),
    ),
  )
}

/** The last value of a variable with `@` or `:`. */
export function lastText(body: FormBody, name: string): string | null {
  const value = body.findLast((entry) => entry.name === `@${name}` || entry.name === `:${name}`)?.value
  return typeof value === 'string' ? value : null
}

async function readItem(
  { operations, actor }: FormRequest,
  draft: ItemDraft,
  cells: ReadonlyMap<string, Cell> | null,
  isSubject: boolean,
  faults: Fault[],
): Promise<Record<string, ChangeValue>> {
  const schema = operations.classNamed(draft.item.className)
  const values = await readValues(
    {
      draft,
      schema,
      seen: (name) => (cells ? valueOfCell(cells.get(name)) : undefined),
      context: operations.parseContext(actor),
      prefix: isSubject ? '' : `${printFormItem(draft.item)}@`,
    },
    faults,
  )
  return values
}

function changeOf({ className, id }: FormItem, changes: Record<string, ChangeValue>): Change {
  return id > 0 ? { className, id, changes } : { className, id: null, reference: id, changes }
}

function isOf(change: Change, { className, id }: FormItem): boolean {
  return change.className === className && (change.id ?? change.reference) === id
}

/** New items without anything in them, and messages and files without content, are not made, and not linked either. */
function withoutEmptyItems(
  operations: Operations,
  changes: ReadonlyMap<string, Change>,
  subject: FormItem | null,
): readonly Change[] {
  const dropped = new Set<string>()
  for (const [key, change] of changes) {
    const isSubject = subject !== null && isOf(change, subject)
    const isEmpty =
      operations.classNamed(change.className).hasContent && change.id === null
        ? !('content' in change.changes)
        : Object.keys(change.changes).length === 0
    if (isEmpty && !(isSubject && change.id === null)) dropped.add(key)
  }
  return [...changes]
    .filter(([key]) => !dropped.has(key))
    .map(([, change]) => ({ ...change, changes: withoutLinksTo(operations, change, dropped) }))
    .filter(
      (change) =>
        Object.keys(change.changes).length > 0 || (change.id === null && subject !== null && isOf(change, subject)),
    )
}

function withoutLinksTo(
  operations: Operations,
  { className, changes }: Change,
  dropped: ReadonlySet<string>,
): Change['changes'] {
  if (dropped.size === 0) return changes
  const { properties } = operations.classNamed(className)
  const kept: Record<string, ChangeValue> = {}
  for (const [name, value] of Object.entries(changes)) {
    const to = properties.get(name)?.to
    const isDropped = (id: number): boolean => id < 0 && dropped.has(`${to}${id}`)
    if (!to || (typeof value === 'number' && !isDropped(value))) kept[name] = value
    else if (value !== null && typeof value === 'object' && ('add' in value || 'remove' in value)) {
      const add = (value.add ?? []).filter((id) => !isDropped(id))
      if (add.length + (value.remove ?? []).length > 0) kept[name] = { ...value, add }
    } else if (typeof value !== 'number') kept[name] = value
  }
  return kept
}

/** What both changed. Multilinks merge; where both want the same there is nothing to choose. */
function clashesOf(
  node: NodeView,
  wanted: readonly Change[],
  subject: FormItem,
  since: readonly HistoryEntry[],
): readonly ClashingValue[] {
  if (since.length === 0) return []
  const changes = wanted.find((change) => isOf(change, subject))?.changes ?? {}
  const before = cellsBefore(node, since)
  const changedSince = new Set(since.flatMap((entry) => entry.changes.map(({ property }) => property)))
  return Object.entries(changes).flatMap(([property, value]) => {
    const theirs = node.cells.get(property) ?? null
    const stored = valueOfCell(theirs)
    if (!changedSince.has(property) || isComings(value)) return []
    if (stored !== undefined && !(value instanceof Uint8Array) && isSameValue(value as Value, stored)) return []
    return [{ property, was: before.get(property), theirs }]
  })
}

function isComings(value: ChangeValue): boolean {
  return typeof value === 'object' && value !== null && ('add' in value || 'remove' in value)
}

/** Refused if the node is another by the time it is written, in what this change names. */
function asSeen(change: Change, node: NodeView): Change {
  const seen: Record<string, Value> = {}
  for (const name of Object.keys(change.changes)) {
    const value = valueOfCell(node.cells.get(name))
    if (value !== undefined) seen[name] = value
  }
  return { ...change, ifRevision: node.revision, seen }
}

/** Whether an error is the store's word that somebody else was faster. */
export function isConflict(error: unknown): boolean {
  return error instanceof TrackerError && error.code === 'conflict'
}
