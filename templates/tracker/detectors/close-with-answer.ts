import { reject } from 'muster-tracker/tracker'
import type { Auditor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** Nobody's request is closed without a word. */
export const closeWithAnswer: Auditor<typeof schema, 'issue'> = async ({ lookup }, issue, changes) => {
  if (changes.status !== (await lookup('status', 'closed'))) return
  const messages = changes.messages ?? issue?.messages ?? []
  if (messages.length > 0) return

  reject('Write an answer before you close a request')
}
