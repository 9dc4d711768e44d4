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
