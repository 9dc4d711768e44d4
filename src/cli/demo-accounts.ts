import { TrackerError } from '../errors.ts'
import type { Config } from '../config/load-config.ts'
import { findAccount } from '../store/accounts/accounts.ts'
import { readOrigin } from '../store/load/origin.ts'
import { verifyPassword } from '../values/password.ts'
import { DEMO_PASSWORD } from './set-up-tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

/** Names of the demo's people who can still be logged in as with the password that everybody knows. */
export async function openDemoAccounts({
  database,
  tracker,
}: Pick<TrackerDatabase, 'database' | 'tracker'>): Promise<readonly string[]> {
  if (!tracker.demo || (await readOrigin(database.sql)) !== 'demo') return []
  const { people } = await tracker.demo()
  const open: string[] = []
  for (const { username, password } of [...people, { username: 'admin', password: DEMO_PASSWORD }]) {
    const account =
      password === undefined || open.includes(username) ? null : await findAccount(database.sql, tracker, username)
    if (account?.password && (await verifyPassword(account.password, password!))) open.push(username)
  }
  return open
}

/** @throws {TrackerError} rejected, where others than this machine could use those accounts. */
export function refuseDemoInPublic(
  { production, onlyLoopback, host }: Pick<Config, 'production' | 'onlyLoopback' | 'host'>,
  accounts: readonly string[],
): void {
  if (accounts.length === 0 || (onlyLoopback && !production)) return
  throw new TrackerError(
    'rejected',
    `The tracker holds demo accounts (${accounts.join(', ')}) whose password everybody knows, so it is not served ` +
      `${production ? 'with NODE_ENV=production' : `on ${host}`}: give them other passwords, or start with an empty database`,
  )
}

export function demoSentence(accounts: readonly string[]): string | null {
  if (accounts.length === 0) return null
  const names = accounts.length === 1 ? accounts[0]! : `${accounts.slice(0, -1).join(', ')} or ${accounts.at(-1)!}`
  return `This is a demo: log in as ${names} with the password ${DEMO_PASSWORD}.`
}
