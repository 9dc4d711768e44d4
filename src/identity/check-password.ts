import { hashPassword, verifyPassword } from '../values/password.ts'

let dummy: Promise<string> | null = null

/**
 * Whether the password is the account's. Takes as long for an account that has none or does not exist, so
 * that the time tells nobody which names there are. An empty password is nobody's.
 */
export async function checkPassword(stored: string | null, tried: string): Promise<boolean> {
  if (stored !== null && stored !== '' && tried !== '') return verifyPassword(stored, tried)
  dummy ??= hashPassword('nobody has this password')
  await verifyPassword(await dummy, tried)
  return false
}
