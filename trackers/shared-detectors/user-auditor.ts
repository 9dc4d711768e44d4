import type { User, UserChanges, UserContext } from './user-rules.ts'
import { checkAddresses, checkRoles, checkTimezone, checkUsername } from './user-rules.ts'

const USERNAME = { pattern: /^[a-z0-9_@!%.+-]+$/i, words: 'letters, digits and any of _ @ ! % . + -' }

/** What a user record may say, by the rules of Roundup's templates. */
export async function userAuditor(context: UserContext, user: User | null, changes: UserChanges): Promise<void> {
  await checkUsername(context, user, changes, USERNAME)
  await checkAddresses(context, user, changes)
  checkRoles(context, user, changes)
  checkTimezone(changes)
}
