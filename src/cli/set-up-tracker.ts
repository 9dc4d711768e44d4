import { randomBytes } from 'node:crypto'
import { Operations } from '../operations/operations.ts'
import { seedTracker } from '../operations/seed-tracker.ts'
import type { Actor } from '../operations/types.ts'
import { initialise } from '../store/migrate/migrate.ts'
import { findByKey, loadNodes } from '../store/nodes/load-nodes.ts'
import { hashPassword } from '../values/password.ts'
import type { Io } from './command.ts'
import type { TrackerDatabase } from './tracker-database.ts'

const ADMIN: Actor = { userId: 1, username: 'admin', roles: ['Admin'], source: 'cli', timezone: 'UTC' }

/**
 * Sets an empty database up with the tracker's first values, and says what happened. The administrator's
 * password is the configured one; a private database on this machine gets one made up, printed once.
 *
 * @throws {TrackerError} rejected, where the database is of others or of another schema.
 */
export async function setUpTracker(opened: TrackerDatabase, io: Io): Promise<'made' | 'current'> {
  const { config, tracker, database, isEmbedded } = opened
  const made = config.adminPassword === null && isEmbedded ? randomBytes(12).toString('base64url') : null
  const password = config.adminPassword ?? made
  const adminPassword = password === null ? null : await hashPassword(password)

  const outcome = await initialise(database, tracker, { seed: (sql) => seedTracker(sql, tracker, { adminPassword }) })
  if (outcome === 'current') {
    const isGiven = adminPassword !== null && made === null && (await giveFirstPassword(opened, adminPassword))
    io.out(
      `The tracker ${tracker.name} is set up already${isGiven ? '; the user admin has the password of MUSTER_ADMIN_PASSWORD now' : ''}.`,
    )
    return outcome
  }
  io.out(`The tracker ${tracker.name} is set up.`)
  if (made !== null) io.out(`Log in as admin with the password ${made} (it is not shown again).`)
  if (password === null)
    io.out('The user admin has no password yet: run "muster init" again with MUSTER_ADMIN_PASSWORD to give it one.')
  return outcome
}

/** Only where there is none: what somebody chose since is not overwritten by a variable that was left set. */
async function giveFirstPassword({ database, tracker }: TrackerDatabase, password: string): Promise<boolean> {
  const schema = tracker.classes.get('user')!
  const id = await findByKey(database.sql, schema, 'admin')
  const [admin] = id === null ? [] : await loadNodes(database.sql, schema, [id])
  if (!admin || admin.values['password'] !== null) return false
  const operations = new Operations(database, tracker)
  await operations.set({ ...ADMIN, userId: admin.id }, { className: 'user', id: admin.id }, { password })
  return true
}
