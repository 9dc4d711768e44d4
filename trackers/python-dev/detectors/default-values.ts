import type { Auditor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/**
 * A new issue is open, of normal priority and severity. The schema says so too, for forms; but a form that
 * was left at "none" names the property, and then no default of the schema applies.
 */
export const defaultValues: Auditor<typeof schema, 'issue'> = async ({ find }, _issue, changes) => {
  changes.status ??= await find('status', 'open')
  changes.priority ??= await find('priority', 'normal')
  changes.severity ??= await find('severity', 'normal')
}
