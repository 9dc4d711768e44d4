import type { Auditor } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

const PATCH = /\.(?:diff|patch)$/i

/** An attached patch or, on an existing issue, a linked pull request gives it the keyword "patch". */
export const patchKeyword: Auditor<typeof schema, 'issue'> = async ({ find, getAll }, issue, changes) => {
  const files = await getAll('file', added(issue?.files, changes.files))
  const hasPullRequest = issue !== null && added(issue.pull_requests, changes.pull_requests).length > 0
  if (!hasPullRequest && !files.some((file) => PATCH.test(file.name ?? ''))) return

  const patch = await find('keyword', 'patch')
  // Where the same change takes the keyword away, that is somebody's wish.
  if (patch === null || issue?.keywords.includes(patch)) return
  changes.keywords = [...new Set([...(changes.keywords ?? issue?.keywords ?? []), patch])].sort((a, b) => a - b)
}
