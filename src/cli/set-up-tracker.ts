import { randomBytes } from 'node:crypto'
import { loadDemo } from '../operations/load-demo.ts'
import { Operations } from '../operations/operations.ts'
import { seedTracker } from '../operations/seed-tracker.ts'
import type { Actor } from '../operations/types.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { initialise } from '../store/migrate/migrate.ts'
import { findByKey, loadNodes } from '../store/nodes/load-nodes.ts'
import { hashPassword } from '../values/password.ts'
import type { Io } from './command.ts'
import type { TrackerDatabase } from './tracker-database.ts'

const ADMIN: Actor = { userId: 1, username: 'admin', roles: ['Admin'], source: 'cli', timezone: 'UTC' }

/** Everybody knows it: demo accounts exist only where nobody but this machine can reach them. */
export const DEMO_PASSWORD = 'pass'

export interface SetUpOptions {
  /** Fills the tracker with the people and issues that it brings to be tried with. */
  readonly withDemo?: boolean
}

/**
 * Sets an empty database up with the tracker's first values, and says what happened. The administrator's
 * password is the configured one; a private database on this machine gets one made up, printed once.
 *
 * @throws {TrackerError} rejected, where the database is of others or of another schema.
 */
export async function setUpTracker(
  opened: TrackerDatabase,
  io: Io,
  { withDemo = false }: SetUpOptions = {},
): Promise<'made' | 'current'> {
  const { config, tracker, database, isEmbedded } = opened
  const demo = withDemo && tracker.demo ? await tracker.demo() : null
  const made = config.adminPassword === null && isEmbedded && !demo ? randomBytes(12).toString('base64url') : null
  const password = config.adminPassword ?? made ?? (demo ? DEMO_PASSWORD : null)
  const adminPassword = password === null ? null : await hashPassword(password)

  const seed = async (sql: Sql): Promise<void> => {
    await seedTracker(sql, tracker, { adminPassword })
    if (!demo) return
    io.err(`Telling the demo's ${demo.stories.length} stories; this takes half a minute, once.`)
    await loadDemo(sql, tracker, demo)
  }
  const outcome = await initialise(database, tracker, { seed })
  if (outcome === 'current') await tellOfCurrent(opened, io, config.adminPassword === null ? null : adminPassword)
  else tellOfMade(tracker, io, { made, hasPassword: password !== null, hasDemo: demo !== null })
  return outcome
}

async function tellOfCurrent(opened: TrackerDatabase, io: Io, adminPassword: string | null): Promise<void> {
  const isGiven = adminPassword !== null && (await giveFirstPassword(opened, adminPassword))
  const given = isGiven ? '; the user admin has the password of MUSTER_ADMIN_PASSWORD now' : ''
  io.out(`The tracker ${opened.tracker.name} is set up already${given}.`)
}

interface Made {
  readonly made: string | null
  readonly hasPassword: boolean
  readonly hasDemo: boolean
}

function tellOfMade(tracker: Tracker, io: Io, { made, hasPassword, hasDemo }: Made): void {
  io.out(`The tracker ${tracker.name} is set up${hasDemo ? ' with demo data' : ''}.`)
  if (made !== null) io.out(`Log in as admin with the password ${made} (it is not shown again).`)
  if (!hasPassword)
    io.out('The user admin has no password yet: run "muster init" again with MUSTER_ADMIN_PASSWORD to give it one.')
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
