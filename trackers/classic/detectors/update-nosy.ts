import type { Auditor } from 'muster-tracker/tracker'
import { addToNosy, broughtByChange } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Whoever gets an issue or writes to it follows it. */
export const updateNosy: Auditor<typeof schema, 'issue'> = async (context, issue, changes) => {
  await addToNosy(context, issue, changes, await broughtByChange(context, issue, changes, changes.assignedto))
}
