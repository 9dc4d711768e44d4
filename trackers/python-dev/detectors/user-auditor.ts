import type { Auditor } from 'muster-tracker/tracker'
import { reject } from 'muster-tracker/tracker'
import { checkAddresses, checkRoles, checkTimezone, checkUsername } from '../../shared-detectors/user-rules.ts'
import type { schema } from '../schema.ts'

const USERNAME = { pattern: /^[A-Za-z0-9._-]+$/, words: 'letters, digits and any of . _ -' }
const WEB = ['http:', 'https:']

/** What a user record may say. */
export const userAuditor: Auditor<typeof schema, 'user'> = async (context, user, changes) => {
  await checkUsername(context, user, changes, USERNAME)
  await checkAddresses(context, user, changes)
  checkRoles(context, user, changes)
  checkTimezone(changes)
  if (changes.homepage && !isWebAddress(changes.homepage))
    reject('Invalid URL scheme in homepage URL: it has to begin with http:// or https://')
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && WEB.includes(new URL(text).protocol)
}
