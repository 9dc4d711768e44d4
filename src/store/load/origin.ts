import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'

/** Who wrote all the nodes that are there. */
export type OriginKind = 'seeded' | 'demo' | 'imported'

/** To be called at the end of the transaction that wrote a tracker's first nodes. */
export async function recordOrigin(sql: Sql, kind: OriginKind): Promise<void> {
  await run(
    sql,
    part`insert into _origin (kind, sequence) values (${kind}, (select coalesce(max(sequence), 0) from _journal))
         on conflict (only_row) do update set kind = excluded.kind, sequence = excluded.sequence`,
  )
}

/** The sentence that an import is refused with when it finds a tracker in use; null where it may replace what is there. */
export async function refusalOfContents(sql: Sql): Promise<string | null> {
  const filled = await whyFilled(sql)
  return (
    filled && `${filled}. An import replaces what a tracker holds, so it needs one that is as "muster init" left it`
  )
}

/** Enough to say how many. */
const MANY = 1000

/**
 * Why an import may not replace what is in the tracker, as a sentence; null: all of it was seeded, or is
 * demo data, and nobody has changed anything since. A password that was set is no change: the first
 * thing one does with a new tracker is to log in.
 */
async function whyFilled(sql: Sql): Promise<string | null> {
  const [row] = await run<{ kind: OriginKind | null; changes: number; hasNodes: boolean; hasSeed: boolean }>(
    sql,
    part`select o.kind,
           (select count(*) from (
             select from _journal j
             where j.sequence > coalesce(o.sequence, 0) and j.source <> 'seed'
               and not (j.class = 'user' and j.action = 'set' and j.changes - 'password' = '{}'::jsonb)
             limit ${MANY}) later)::integer as changes,
           exists (select from "user") as "hasNodes",
           exists (select from _journal where source = 'seed') as "hasSeed"
         from (values (true)) one(row) left join _origin o on o.only_row`,
  )
  const { kind, changes, hasNodes, hasSeed } = row!
  if (kind === 'imported') return 'The tracker holds an earlier import'
  if (changes > 0) return `The tracker is in use: ${countOf(changes)} made in it`
  if (kind === null && hasNodes && !hasSeed) return 'The tracker holds nodes that were not seeded'
  return null
}

function countOf(changes: number): string {
  if (changes === 1) return 'one change was'
  return changes === MANY ? `${MANY} changes and more were` : `${changes} changes were`
}

/** Null: written before that was kept. */
export async function readOrigin(sql: Sql): Promise<OriginKind | null> {
  const [row] = await run<{ kind: OriginKind }>(sql, part`select kind from _origin`)
  return row?.kind ?? null
}
