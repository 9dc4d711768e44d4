import type { Auditor } from 'muster-tracker/tracker'
import { reject } from 'muster-tracker/tracker'
import { added } from '../../shared-detectors/nosy-upkeep.ts'
import type { schema } from '../schema.ts'

const NUMBER = /^#?(\d+)$/
const URL_OF_ONE = /github\.com\/python\/cpython\/pull\/(\d+)/

/** A pull request is named by its number, `#12` or its URL, and kept as the number. */
export const pullRequestNumber: Auditor<typeof schema, 'pull_request'> = (_context, _pullRequest, changes) => {
  if (typeof changes.number !== 'string') return
  const given = changes.number.trim()
  const number = (NUMBER.exec(given) ?? URL_OF_ONE.exec(given))?.[1]
  if (!number) reject('Unknown PR format, acceptable formats are: full github URL, #pr_number, pr_number')

  changes.number = number
}

/** No pull request is linked to one issue twice, neither by two changes nor by one. */
export const uniquePullRequests: Auditor<typeof schema, 'issue'> = async ({ getAll }, issue, changes) => {
  const newOnes = added(issue?.pull_requests, changes.pull_requests)
  if (newOnes.length === 0) return

  const linked = await getAll('pull_request', changes.pull_requests ?? [])
  const isNew = new Set(newOnes)
  const numbers = new Set(
    linked.filter((pullRequest) => !isNew.has(pullRequest.id)).map((pullRequest) => pullRequest.number),
  )
  for (const { id, number } of linked) {
    if (!isNew.has(id) || number === null) continue
    if (numbers.has(number)) reject(`GitHub PR already added to issue: ${number}`)
    numbers.add(number)
  }
}
