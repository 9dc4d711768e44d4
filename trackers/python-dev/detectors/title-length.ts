import type { Auditor } from 'muster-tracker/tracker'
import { reject } from 'muster-tracker/tracker'
import type { schema } from '../schema.ts'

/** The longest title of sixteen years of bugs.python.org has 189 characters. */
const MAX_TITLE_CHARACTERS = 255

/** A title is for lists and mail subjects: what does not fit belongs into the first message. */
export const titleLength: Auditor<typeof schema, 'issue'> = (_context, _issue, changes) => {
  const characters = [...(changes.title ?? '')].length
  if (characters <= MAX_TITLE_CHARACTERS) return

  reject(
    `A title has ${MAX_TITLE_CHARACTERS} characters at most, this one has ${characters}: say the rest in a message.`,
  )
}
