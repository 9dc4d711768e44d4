import { createHash } from 'node:crypto'
import type { Sql } from '../database.ts'
import { part, run, send } from '../filter/fragment.ts'

/** Keeps bytes under their SHA-256, once however often they come. @returns the hash. */
export function putContent(sql: Sql, bytes: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(bytes).digest()
  send(
    sql,
    part`insert into _content (hash, bytes) values (${hash}, ${Buffer.from(bytes)}) on conflict (hash) do nothing`,
  )
  return hash
}

/** @returns the bytes, or null when nothing is kept under that hash. */
export async function getContent(sql: Sql, hash: Uint8Array): Promise<Buffer | null> {
  const rows = await run<{ bytes: Buffer }>(sql, part`select bytes from _content where hash = ${Buffer.from(hash)}`)
  return rows[0]?.bytes ?? null
}
