import { randomBytes } from 'node:crypto'
import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'

/** 32 bytes that this tracker made for itself when it first needed them; the same for all its processes. */
export async function secretNamed(sql: Sql, secretName: string): Promise<Buffer> {
  const select = part`select value from _secret where name = ${secretName}`
  const [known] = await run<{ value: Buffer }>(sql, select)
  if (known) return known.value
  await run(
    sql,
    part`insert into _secret (name, value) values (${secretName}, ${randomBytes(32)}) on conflict do nothing`,
  )
  const [made] = await run<{ value: Buffer }>(sql, select)
  return made!.value
}
