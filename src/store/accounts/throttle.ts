import { sql as text } from 'kysely'
import type { Sql } from '../database.ts'

/** One bucket that a try has to fit in. */
export interface Bucket {
  readonly key: Uint8Array
  /** A try fills the bucket by this much; it empties at the rate of time. */
  readonly stepMs: number
  /** Tries that fit an empty bucket. */
  readonly burst: number
}

/**
 * Puts one try into every bucket, in one statement, so that any number of processes count together. What is
 * refused is not counted in the bucket that refused it.
 *
 * Give buckets that several tries share in the same order everywhere: rows are locked in it.
 *
 * @returns how long to wait, the longest of all buckets; 0 when the try fits them all.
 */
export async function takeTry(sql: Sql, buckets: readonly Bucket[]): Promise<number> {
  const { rows } = await text<{ wait: number | null }>`
    with wanted as (
      select key, make_interval(secs => step / 1000.0) as step, make_interval(secs => step * burst / 1000.0) as size, place
      from unnest(${buckets.map(({ key }) => key)}::bytea[], ${buckets.map(({ stepMs }) => stepMs)}::float8[],
                  ${buckets.map(({ burst }) => burst)}::float8[]) with ordinality as one (key, step, burst, place)
    ), taken as (
      insert into _throttle as bucket (key, empty_at, full_at)
      select key, now() + step, now() + size from wanted order by place
      on conflict (key) do update
        set empty_at = greatest(bucket.empty_at, now()) + (excluded.empty_at - now()), full_at = excluded.full_at
        where greatest(bucket.empty_at, now()) + (excluded.empty_at - now()) <= excluded.full_at
      returning key
    )
    select max(extract(epoch from coalesce(bucket.empty_at, now() + size) + step - (now() + size)) * 1000)::float8 as wait
    from wanted left join _throttle bucket using (key)
    where not exists (select from taken where taken.key = wanted.key)`.execute(sql)
  return Math.max(0, Math.ceil(rows[0]?.wait ?? 0))
}

/** Takes one try out of each bucket again: it turned out to be none that counts. */
export async function returnTry(sql: Sql, buckets: readonly Bucket[]): Promise<void> {
  await text`
    update _throttle bucket set empty_at = bucket.empty_at - make_interval(secs => returned.step / 1000.0)
    from unnest(${buckets.map(({ key }) => key)}::bytea[], ${buckets.map(({ stepMs }) => stepMs)}::float8[]) as returned (key, step)
    where bucket.key = returned.key`.execute(sql)
}

/** Keeps a mark for some time; see {@link hasMark}. */
export async function setMark(sql: Sql, key: Uint8Array, days: number): Promise<void> {
  await text`
    insert into _throttle (key, empty_at, full_at)
    values (${key}, now() + make_interval(days => ${days}), now() + make_interval(days => ${days}))
    on conflict (key) do update set empty_at = excluded.empty_at, full_at = excluded.full_at`.execute(sql)
}

export async function hasMark(sql: Sql, key: Uint8Array): Promise<boolean> {
  const { rows } = await text`select from _throttle where key = ${key} and empty_at > now()`.execute(sql)
  return rows.length > 0
}
