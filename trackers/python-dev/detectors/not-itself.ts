import type { Auditor } from 'muster-tracker/tracker'
import { reject } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** An issue neither waits for itself nor gives way to itself. */
export const notItself: Auditor<typeof schema, 'issue'> = (_context, issue, changes) => {
  if (!issue) return
  if (changes.dependencies?.includes(issue.id) && !issue.dependencies.includes(issue.id))
    reject("An issue can't depend on itself.")
  if (changes.superseder === issue.id) reject("An issue can't supersede itself.")
}
