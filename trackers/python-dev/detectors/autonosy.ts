import type { Auditor } from 'muster-tracker/tracker'
import { added, addToNosy } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** People follow the components they look after, and release managers what blocks their releases. */
export const autonosy: Auditor<typeof schema, 'issue'> = async (context, issue, changes) => {
  const { find, getAll } = context
  const components = await getAll('component', added(issue?.components, changes.components))
  const people = new Set(components.flatMap((component) => component.add_as_nosy))

  const priority = changes.priority === undefined ? issue?.priority : changes.priority
  if (priority && priority === (await find('priority', 'release blocker'))) {
    const versions = await getAll('version', changes.versions ?? issue?.versions ?? [])
    for (const { release_manager } of versions) if (release_manager !== null) people.add(release_manager)
  }
  await addToNosy(context, issue, changes, [...people])
}
