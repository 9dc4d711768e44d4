import { TrackerError } from '../errors.ts'
import type { Credentials } from '../identity/identity.ts'

/**
 * Reads `Authorization: Basic …`. Names have no colon, passwords may have some; both are UTF-8 (RFC 7617).
 *
 * @returns null when the header is of another scheme.
 * @throws {TrackerError} forbidden, when it can't be read.
 */
export function readBasic(header: string): Credentials | null {
  const match = /^basic +([A-Za-z0-9+/_=-]*) *$/i.exec(header)
  if (!match) {
    if (/^basic\b/i.test(header))
      throw new TrackerError('forbidden', 'The Authorization header is not in the form of Basic authentication')
    return null
  }
  const text = Buffer.from(match[1]!, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) throw new TrackerError('forbidden', 'The Authorization header holds no name and password')
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}
