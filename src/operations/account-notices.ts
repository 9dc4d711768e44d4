import type { Value } from '../schema/property.ts'
import { deleteOpenTokens } from '../store/accounts/requests.ts'
import type { AccountNotice } from '../store/accounts/requests.ts'
import type { Sql } from '../store/database.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { Actor } from './types.ts'

/** A new password or address ends the links that were sent before: to a mailbox that may be in other hands by now. */
export async function endOpenRequests(
  sql: Sql,
  userId: number,
  values: Readonly<Record<string, Value>>,
): Promise<void> {
  if ('password' in values || 'address' in values) await deleteOpenTokens(sql, userId)
}

/** What an account's owner is told, whoever changed it and through whatever door; null: nothing, or there is no address. */
export function noticeFor(
  actor: Actor,
  before: StoredNode,
  values: Readonly<Record<string, Value>>,
): AccountNotice | null {
  const { address, username } = before.values
  const what = (['password', 'address'] as const).filter((name) => name in values)
  if (what.length === 0 || typeof address !== 'string' || address === '') return null
  return { userId: before.id, username: String(username), address, what, byOther: actor.userId !== before.id }
}
