import type { Auditor } from 'muster-tracker/tracker'
import { addToNosy } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Whoever reports an issue follows it. */
export const addCreator: Auditor<typeof schema, 'issue'> = async (context, issue, changes) => {
  await addToNosy(context, issue, changes, [context.actor.id])
}
