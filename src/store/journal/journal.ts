import type { Source } from '../../schema/detectors.ts'
import type { Sql } from '../database.ts'
import { part, run, send } from '../filter/fragment.ts'

export type JournalAction = 'create' | 'set' | 'retired' | 'restored' | 'link' | 'unlink'

/**
 * A value as the journal keeps it: instants as ISO text, intervals as Roundup's text, passwords masked. An imported
 * history may hold what fits no property, or not the one it is of: tuples, dictionaries, lists of anything.
 */
export type JournalValue =
  | string
  | number
  | boolean
  | null
  | readonly JournalValue[]
  | { readonly [name: string]: JournalValue }

/**
 * Old and new value; of a multilink what came and went. Old histories may lack the new value (it could not be
 * reconstructed), and may hold a multilink's whole old list.
 */
export type JournalChange =
  | readonly [old: JournalValue]
  | readonly [old: JournalValue, new: JournalValue]
  | JournalDelta

/** Ids that came to a multilink and that went; of an imported one perhaps more than ids. */
export interface JournalDelta {
  readonly '+'?: readonly JournalValue[]
  readonly '-'?: readonly JournalValue[]
}

export interface JournalEntry {
  readonly className: string
  readonly node: number
  readonly at: Date
  readonly actor: number | null
  /** What an imported history calls its author where no user has that id. */
  readonly actorName?: string | null
  readonly source: Source
  readonly action: JournalAction
  readonly changes: Readonly<Record<string, JournalChange>> | null
  readonly linker?: { readonly className: string; readonly id: number; readonly property: string } | null
}

export interface StoredJournalEntry extends JournalEntry {
  /** Ascends with every entry of the tracker, but not in the order of commits. */
  readonly sequence: number
}

/** Appends in the order given, in one statement of a transaction that nobody waits for. */
export function appendJournal(sql: Sql, entries: readonly JournalEntry[]): void {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({
    class: entry.className,
    node: entry.node,
    at: entry.at.toISOString(),
    actor: entry.actor,
    actor_name: entry.actorName ?? null,
    source: entry.source,
    action: entry.action,
    changes: entry.changes,
    linker_class: entry.linker?.className ?? null,
    linker_node: entry.linker?.id ?? null,
    linker_property: entry.linker?.property ?? null,
  }))
  send(
    sql,
    part`insert into _journal (class, node, at, actor, actor_name, source, action, changes, linker_class, linker_node, linker_property)
         select e.class, e.node, e.at, e.actor, e.actor_name, e.source, e.action, nullif(e.changes, 'null'::jsonb),
                e.linker_class, e.linker_node, e.linker_property
         from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (class text, node integer, at timestamptz,
                actor integer, actor_name text, source text, action text, changes jsonb, linker_class text,
                linker_node integer, linker_property text)) with ordinality as e(class, node, at, actor, actor_name,
                source, action, changes, linker_class, linker_node, linker_property, position)
         order by e.position`,
  )
}

interface JournalRow {
  readonly sequence: number
  readonly at: Date
  readonly actor: number | null
  readonly actor_name: string | null
  readonly source: Source
  readonly action: JournalAction
  readonly changes: JournalEntry['changes']
  readonly linker_class: string | null
  readonly linker_node: number | null
  readonly linker_property: string | null
}

/** Histories are shown whole, but an import may bring thousands of entries of one millisecond. */
export const MAX_HISTORY = 10_000

/** A node's history, oldest first; its last {@link MAX_HISTORY} entries. */
export async function readJournal(sql: Sql, className: string, node: number): Promise<StoredJournalEntry[]> {
  const rows = await run<JournalRow>(
    sql,
    part`select sequence, at, actor, actor_name, source, action, changes, linker_class, linker_node, linker_property
         from _journal where class = ${className} and node = ${node} order by sequence desc limit ${MAX_HISTORY}`,
  )
  return rows.reverse().map((row) => ({
    sequence: row.sequence,
    className,
    node,
    at: row.at,
    actor: row.actor,
    actorName: row.actor_name,
    source: row.source,
    action: row.action,
    changes: row.changes,
    linker:
      row.linker_class === null
        ? null
        : { className: row.linker_class, id: row.linker_node!, property: row.linker_property! },
  }))
}
