import { createHash } from 'node:crypto'
import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'
import type { Fragment } from '../filter/fragment.ts'

/** What content is kept under. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** Keeps bytes under their hash, once however often they come. */
export function keepContent(hash: Uint8Array, bytes: Uint8Array): Fragment {
  return part`insert into _content (hash, bytes) values (${hash}, ${Buffer.from(bytes)}) on conflict (hash) do nothing`
}

/** @returns the bytes, or null when nothing is kept under that hash. */
export async function getContent(sql: Sql, hash: Uint8Array): Promise<Buffer | null> {
  const rows = await run<{ bytes: Buffer }>(sql, part`select bytes from _content where hash = ${Buffer.from(hash)}`)
  return rows[0]?.bytes ?? null
}

/** Bytes kept under each of these hashes, by the hash in hexadecimal; those that are not kept are left out. */
export async function contentSizes(sql: Sql, hashes: readonly Uint8Array[]): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) return new Map()
  const rows = await run<{ hash: Buffer; size: number }>(
    sql,
    part`select hash, octet_length(bytes) as size from _content where hash = any(${hashes.map((hash) => Buffer.from(hash))})`,
  )
  return new Map(rows.map(({ hash, size }) => [hash.toString('hex'), size]))
}
