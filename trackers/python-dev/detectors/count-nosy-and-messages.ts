import type { Auditor } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** Keeps the two numbers that lists show and sort by; runs last, when nosy is what it will be. */
export const countNosyAndMessages: Auditor<typeof schema, 'issue'> = (_context, issue, changes) => {
  if (!issue || changes.nosy) changes.nosy_count = new Set(changes.nosy).size
  if (!issue || changes.messages) changes.message_count = new Set(changes.messages).size
}
