import type { ClassSchema } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import { name, part, run } from '../filter/fragment.ts'

/**
 * Writes down who was told of a message and under which id, so that nobody is told twice and replies find it. No
 * journal entry: the outbox tells what became of every mail.
 */
export async function recordTold(
  sql: Sql,
  schema: ClassSchema,
  id: number,
  { messageId, recipients }: { readonly messageId: string; readonly recipients: readonly number[] },
): Promise<void> {
  if (schema.properties.has('recipients'))
    await run(
      sql,
      part`insert into ${name(`${schema.name}.recipients`)} (node, target)
        select ${id}, target from unnest(${recipients}::integer[]) as t(target) on conflict do nothing`,
    )
  if (schema.properties.has('messageid'))
    await run(
      sql,
      part`update ${name(schema.name)} set messageid = coalesce(nullif(messageid, ''), ${messageId}),
        _revision = _revision + 1 where id = ${id}`,
    )
}
