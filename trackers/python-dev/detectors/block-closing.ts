import type { Auditor } from 'muster-tracker/tracker'
import { reject } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

const inWords = new Intl.ListFormat('en', { type: 'conjunction' })

/** An issue stays open as long as one that it depends on is open. */
export const blockClosing: Auditor<typeof schema, 'issue'> = async ({ find, filter }, issue, changes) => {
  const closed = await find('status', 'closed')
  if (!issue || closed === null || changes.status !== closed) return
  const dependencies = changes.dependencies ?? issue.dependencies
  if (dependencies.length === 0) return

  const open = (await filter('issue', { id: dependencies })).filter(
    ({ id, status }) => status !== closed && id !== issue.id,
  )
  if (open.length === 0) return
  const names = inWords.format(open.map((dependency) => `issue${dependency.id}`))
  reject(`This issue can't be closed until ${names} ${open.length === 1 ? 'is' : 'are'} closed.`)
}
