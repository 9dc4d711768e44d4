import type { Actor } from '../operations/types.ts'
import type { Source } from '../schema/detectors.ts'
import { rolesOf } from '../schema/roles.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Account } from '../store/accounts/accounts.ts'
import { isZone } from '../values/zone.ts'

/** Name of the user whose roles a visitor without a login has. */
export const ANONYMOUS = 'anonymous'

export function actorOf(tracker: Tracker, account: Account, source: Source): Actor {
  return {
    userId: account.id,
    username: account.username,
    roles: rolesOf(tracker, account.roles),
    source,
    timezone: zoneOf(account.timezone),
  }
}

/** Imported records hold zones that nobody knows; those people read times in UTC rather than nothing at all. */
function zoneOf(timezone: string | null): string {
  return timezone !== null && isZone(timezone) ? timezone : ''
}

/** A tracker without a user `anonymous` still has visitors, with the rights of the role. */
export function visitorOf(source: Source): Actor {
  return { userId: null, username: ANONYMOUS, roles: ['Anonymous'], source, timezone: '' }
}
