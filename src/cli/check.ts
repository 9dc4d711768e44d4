import { loadConfig } from '../config/load-config.ts'
import { checkTracker } from '../schema/check-tracker.ts'
import { printFault } from '../schema/tracker-fault.ts'
import type { CommandContext, Io } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'

/** Without a folder: the settings, and the tracker that they name, as `serve` would take them. */
export async function run({ positionals, io }: CommandContext): Promise<number> {
  const checked = await checkTracker(positionals[0] ?? configuredTracker(io))
  for (const fault of checked.faults) io.err(printFault(fault))

  const { length } = checked.faults
  const what = `${checked.folder}: ${counted(checked.modules, 'module')}, ${checked.typesWereChecked ? 'types checked' : 'types not checked, for TypeScript is not installed'}`
  if (length === 0) io.out(`${what}, no fault`)
  else io.err(`${what}, ${counted(length, 'fault')}`)
  return length === 0 ? DONE : REFUSED
}

function configuredTracker(io: Io): string {
  const config = loadConfig(io.env, {}, { needsDatabase: false })
  for (const line of config.summary) io.out(line)
  for (const note of config.notes) io.err(note)
  return config.tracker
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
