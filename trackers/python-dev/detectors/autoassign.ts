import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** A component that is added assigns the issue, unless it is assigned or the change says to whom. */
export const autoassign: Auditor<typeof schema, 'issue'> = async ({ named, getAll }, issue, changes) => {
  if (named.has('assignee') || changes.assignee || issue?.assignee) return
  const components = await getAll('component', added(issue?.components, changes.components))

  const assignee = components.find((component) => component.assign_to !== null)?.assign_to
  if (assignee) changes.assignee = assignee
}
