import type { Actor } from '../../operations/types.ts'
import type { LinkCell } from '../../schema/read-query.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import type { NodeNote } from '../text/text-link.ts'
import { linksOf } from '../views/cell.ts'
import { closingProperty, isClosed } from '../views/closed.ts'
import type { Site } from './site.ts'

/** A thread may name thousands of nodes; past these they stay text. */
const MAX_OF_A_CLASS = 500

/**
 * Title and state of nodes that a page names, as far as the reader may see them: one statement for each class
 * of those that are named.
 */
export async function nodeNotes(
  site: Site,
  actor: Actor,
  designators: readonly Designator[],
): Promise<ReadonlyMap<string, NodeNote>> {
  const byClass = new Map<string, Set<number>>()
  for (const { className, id } of designators) byClass.set(className, (byClass.get(className) ?? new Set()).add(id))
  const notes = await Promise.all(
    [...byClass].map(([className, ids]) => notesOfClass(site, actor, className, [...ids].slice(0, MAX_OF_A_CLASS))),
  )
  return new Map(notes.flat())
}

async function notesOfClass(
  site: Site,
  actor: Actor,
  className: string,
  ids: readonly number[],
): Promise<readonly [string, NodeNote][]> {
  const { operations, tracker } = site
  const schema = tracker.classes.get(className)
  if (!schema || !operations.may(actor, 'View', className)) return []
  const closing = closingProperty(tracker, className)
  const hasTitle = schema.kind === 'issue' || schema.properties.has('title')
  const columns = [hasTitle ? ['title'] : ['id'], closing === null ? ['id'] : [closing]]
  const rows = await operations.rows(actor, { className, columns }, ids)
  const live = rows.filter(({ retired }) => !retired)
  return live.map(({ id, cells: [title, state] }) => [
    printDesignator({ className, id }),
    {
      title: hasTitle && typeof title === 'string' ? title : null,
      closed: closing !== null && isClosed(tracker, className, state),
      state: closing === null ? null : (linksOf(state)[0]?.label ?? null),
    },
  ])
}

/** The issues that an issue's own facts link to. */
export function linkedIssues(
  site: Site,
  className: string,
  cells: ReadonlyMap<string, unknown>,
): readonly Designator[] {
  const properties = site.tracker.classes.get(className)!.properties
  return [...cells].flatMap(([name, cell]) => {
    const to = properties.get(name)?.to
    if (!to || site.tracker.classes.get(to)?.kind !== 'issue') return []
    return linksOf(cell as LinkCell).map(({ id }) => ({ className: to, id }))
  })
}
