import type { Tracker } from './tracker.ts'

/** `admin, User` → the tracker's own spelling; what is no role of the tracker gives no right. */
export function rolesOf(tracker: Tracker, text: string | null): readonly string[] {
  const named = new Set((text ?? '').split(',').map((role) => role.trim().toLowerCase()))
  return tracker.roles.filter((role) => named.has(role.toLowerCase()))
}
