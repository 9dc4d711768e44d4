import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

/** A linked pull request asks for a review, unless that is asked already or the issue is closed by now. */
export const pullRequestStage: Auditor<typeof schema, 'issue'> = async ({ find, named }, issue, changes) => {
  if (!issue || named.has('stage') || 'stage' in changes) return
  if (added(issue.pull_requests, changes.pull_requests).length === 0) return
  const status = changes.status === undefined ? issue.status : changes.status
  if (status === (await find('status', 'closed'))) return
  if (issue.stage !== null && issue.stage === (await find('stage', 'commit review'))) return

  const review = await find('stage', 'patch review')
  if (review !== null && issue.stage !== review) changes.stage = review
}
