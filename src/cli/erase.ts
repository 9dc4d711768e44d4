import { userInfo } from 'node:os'
import { TrackerError } from '../errors.ts'
import { createLog } from '../observe/log.ts'
import { erase, readErasable } from '../store/migrate/erase.ts'
import type { Contents } from '../store/migrate/erase.ts'
import type { CommandContext } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import type { TrackerDatabase } from './tracker-database.ts'
import { withTrackerDatabase } from './tracker-database.ts'

export async function run(context: CommandContext): Promise<number> {
  return withTrackerDatabase(context.io, (opened) =>
    context.option('database') === null || context.option('nodes') === null
      ? explain(opened, context)
      : eraseConfirmed(opened, context),
  )
}

/** Tells what would be gone, and what has to be typed. */
async function explain({ database }: TrackerDatabase, { io }: CommandContext): Promise<number> {
  const contents = await readErasable(database.sql)
  for (const { name, nodes } of contents.classes) io.out(`${name}: ${nodes}`)
  io.err(
    `This would erase the ${contents.nodes} nodes of the database ${contents.database}, with their history, for good. ` +
      `To do it: muster erase --database ${contents.database} --nodes ${contents.nodes}`,
  )
  return REFUSED
}

async function eraseConfirmed(
  { config, database, tracker }: TrackerDatabase,
  context: CommandContext,
): Promise<number> {
  const { io } = context
  if (config.production)
    throw new TrackerError('forbidden', 'Nothing is erased while NODE_ENV is production; nothing was erased')
  const gone = await erase(database, {
    database: context.option('database')!,
    nodes: numberIn(context.option('nodes')!),
  })
  const by = userName()
  createLog('warn', { write: (line) => io.err(line.trimEnd()) }).warn(
    { audit: 'erase', tracker: tracker.name, ...summary(gone), by },
    'a tracker was erased',
  )
  io.out(`The database ${gone.database} is empty: set it up with "muster init".`)
  return DONE
}

function numberIn(text: string): number {
  if (!/^\d+$/.test(text)) throw new TrackerError('invalid', `--nodes has to be a number, not "${text}"`)
  return Number(text)
}

function summary({ database, nodes, classes }: Contents): object {
  return { database, nodes, classes: Object.fromEntries(classes.map((one) => [one.name, one.nodes])) }
}

/** Under any UID: in a container it may have no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
