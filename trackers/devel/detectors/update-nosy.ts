import type { Auditor } from 'muster-tracker/tracker'
import { addToNosy, broughtByChange } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Whoever gets a bug or writes to it follows it. */
export const updateBugNosy: Auditor<typeof schema, 'bug'> = async (context, bug, changes) => {
  await addToNosy(context, bug, changes, await broughtByChange(context, bug, changes, changes.assignee))
}

/** As for bugs; a task may be several people's. */
export const updateTaskNosy: Auditor<typeof schema, 'task'> = async (context, task, changes) => {
  await addToNosy(context, task, changes, await broughtByChange(context, task, changes, changes.assignee))
}

/** Whoever writes to a milestone follows it; nobody is assigned to one. */
export const updateMilestoneNosy: Auditor<typeof schema, 'milestone'> = async (context, milestone, changes) => {
  await addToNosy(context, milestone, changes, await broughtByChange(context, milestone, changes, null))
}
