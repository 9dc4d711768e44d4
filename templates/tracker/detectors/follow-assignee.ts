import type { Reactor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** Who is given a request hears of it from then on. */
export const followAssignee: Reactor<typeof schema, 'issue'> = async ({ set }, issue, before) => {
  if (!issue.assignee || issue.assignee === before?.assignee) return
  if (issue.nosy.includes(issue.assignee)) return

  await set('issue', issue.id, { nosy: [...issue.nosy, issue.assignee] })
}
