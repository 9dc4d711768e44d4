import type { Auditor } from 'muster-tracker/tracker'
import { added, addToNosy, broughtByChange } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** Whoever gets an issue, writes to it or links a pull request follows it. */
export const updateNosy: Auditor<typeof schema, 'issue'> = async (context, issue, changes) => {
  const brought = await broughtByChange(context, issue, changes, changes.assignee)
  const pullRequests = await context.getAll('pull_request', added(issue?.pull_requests, changes.pull_requests))
  const linkers = pullRequests.flatMap((pullRequest) => pullRequest.creator ?? [])

  await addToNosy(context, issue, changes, [...brought, ...linkers])
}
