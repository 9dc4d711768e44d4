import type { LinkDeed, UnsubscribeLinks } from '../operations/unsubscribe-links.ts'
import type { StoredMail, Waiting } from '../store/outbox/mails.ts'
import { parseDesignator } from '../values/designator.ts'

/** A link that ends what brought this mail to this reader; null for mails that nobody may refuse. */
export async function unsubscribeUrl(
  links: UnsubscribeLinks,
  baseUrl: string,
  mail: Pick<StoredMail, 'about'>,
  reader: Pick<Waiting, 'userId' | 'reason' | 'because'>,
): Promise<string | null> {
  const deed = deedFor(mail, reader)
  return deed && `${baseUrl}unsubscribe/${await links.tokenFor(deed)}`
}

function deedFor(
  { about }: Pick<StoredMail, 'about'>,
  { userId, reason, because }: Pick<Waiting, 'userId' | 'reason' | 'because'>,
): LinkDeed | null {
  if (userId === null) return null
  if (reason === 'digest') return { is: 'stop', userId }
  if (because !== null) return { is: 'unfollow', userId, node: parseDesignator(because) }
  const isOfTheIssue = ['nosy', 'author', 'mention', 'assigned'].includes(reason)
  return about && isOfTheIssue ? { is: 'mute', userId, node: about } : null
}
