import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/**
 * A component that is added assigns the issue, unless it is assigned or the change says to whom, be it nobody.
 * On a new issue nobody is what every form says that was left alone.
 */
export const autoassign: Auditor<typeof schema, 'issue'> = async ({ named, getAll, live }, issue, changes) => {
  if (changes.assignee || issue?.assignee || (issue && named.has('assignee'))) return
  const components = await getAll('component', added(issue?.components, changes.components))
  const assignees = components.flatMap((component) => component.assign_to ?? [])
  if (assignees.length === 0) return

  const stillHere = new Set(await live('user', assignees))
  const assignee = assignees.find((id) => stillHere.has(id))
  if (assignee !== undefined) changes.assignee = assignee
}
