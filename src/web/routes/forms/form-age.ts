import type { Operations } from '../../../operations/operations.ts'
import type { Actor } from '../../../operations/types.ts'
import type { HistoryEntry, NodeView } from '../../../schema/read-query.ts'
import { parseDate } from '../../../values/date.ts'

/** When the form was made, as far as it says. */
export interface FormAge {
  /** What happened to the node since, newest first. */
  readonly since: readonly HistoryEntry[]
  /** False for a form that does not say: then nothing is compared. */
  readonly isKnown: boolean
}

/** Every write of a node raises its revision by one and has one of these entries. */
const WRITES = new Set<HistoryEntry['action']>(['create', 'set', 'retired', 'restored'])

/** What happened since, by our forms' revision or by the date of last activity that Roundup's forms have. */
export async function formAge(
  operations: Operations,
  actor: Actor,
  node: NodeView,
  form: { readonly revision: string | null; readonly lastActivity: string | null },
): Promise<FormAge> {
  if (form.revision !== null && /^\d{1,9}$/.test(form.revision)) {
    const missed = node.revision - Number(form.revision)
    return { isKnown: true, since: missed <= 0 ? [] : (await writesOf(operations, actor, node)).slice(0, missed) }
  }
  if (form.lastActivity === null) return { isKnown: false, since: [] }
  const unitMs = 10 ** (3 - Math.min(3, /\.\d\d:\d\d:\d\d\.(\d+)$/.exec(form.lastActivity)?.[1]?.length ?? 0))
  const shown = Math.floor(parseDate(form.lastActivity, { zone: '', now: new Date() }).getTime() / unitMs)
  const isLater = (date: unknown): boolean => date instanceof Date && Math.floor(date.getTime() / unitMs) > shown
  if (!isLater(node.cells.get('activity'))) return { isKnown: true, since: [] }
  return { isKnown: true, since: (await writesOf(operations, actor, node)).filter(({ at }) => isLater(at)) }
}

async function writesOf(operations: Operations, actor: Actor, node: NodeView): Promise<readonly HistoryEntry[]> {
  const entries = await operations.history(actor, node.designator)
  return entries.filter(({ action }) => WRITES.has(action)).sort((a, b) => b.sequence - a.sequence)
}
