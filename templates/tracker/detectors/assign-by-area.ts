import type { Auditor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** A new request that nobody was given goes to the owner of its area. */
export const assignByArea: Auditor<typeof schema, 'issue'> = async ({ get }, _issue, changes) => {
  if (changes.assignee || !changes.area) return
  const area = await get('area', changes.area)
  if (!area?.owner) return

  changes.assignee = area.owner
}
