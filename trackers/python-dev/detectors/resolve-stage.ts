import type { Auditor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** Closing an issue resolves it, unless the change names a stage. */
export const resolveStage: Auditor<typeof schema, 'issue'> = async ({ find, named }, _issue, changes) => {
  if (!changes.status || named.has('stage') || 'stage' in changes) return
  if (changes.status !== (await find('status', 'closed'))) return

  const resolved = await find('stage', 'resolved')
  if (resolved !== null) changes.stage = resolved
}
