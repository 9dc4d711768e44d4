import type { KeptValue } from '../../schema/read-query.ts'
import type { Sql } from '../database.ts'
import { part, run } from '../filter/fragment.ts'

/** A multilink may have lost thousands of targets, and a text that was kept may have megabytes. */
const MAX_VALUES = 500
const MAX_CHARACTERS = 200

/**
 * What an import could not store in its place, of a node's own properties. What is kept of histories stays out: it is
 * whole entries, and may hold the hashes that are masked there.
 */
export function readKept(sql: Sql, className: string, node: number): Promise<readonly KeptValue[]> {
  return run<KeptValue>(
    sql,
    part`select property, reason, left(coalesce(value->>'literal', value::text), ${MAX_CHARACTERS}) as text
         from _dangling
         where class = ${className} and node = ${node} and property <> '' and reason <> 'password-hash'
         order by property, reason, text limit ${MAX_VALUES}`,
  )
}
