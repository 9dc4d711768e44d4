import { examineConfig } from '../config/load-config.ts'
import { checkTracker } from '../schema/check-tracker.ts'
import { printFault } from '../schema/tracker-fault.ts'
import type { CommandContext, Io } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import { missingFiles } from './own-files.ts'

/** Without a folder: the settings, and the tracker that they name, as `serve` would take them. */
export async function run({ positionals, io }: CommandContext): Promise<number> {
  const configured = positionals[0] === undefined ? checkConfig(io) : null
  const checked = await checkTracker(positionals[0] ?? configured!.tracker)
  for (const fault of checked.faults) io.err(printFault(fault))

  const { length } = checked.faults
  const what = `${checked.folder}: ${counted(checked.modules, 'module')}, ${checked.typesWereChecked ? 'types checked' : 'types not checked, for TypeScript is not installed'}`
  if (length === 0) io.out(`${what}, no fault`)
  else io.err(`${what}, ${counted(length, 'fault')}`)
  return length === 0 && configured?.isUsable !== false ? DONE : REFUSED
}

function checkConfig(io: Io): { readonly tracker: string; readonly isUsable: boolean } {
  const { config, problems } = examineConfig(io.env, {}, { needsDatabase: false })
  const missing = missingFiles()
  for (const line of config.summary) io.out(line)
  for (const problem of [...problems, ...missing]) io.err(problem)
  return { tracker: config.tracker, isUsable: problems.length + missing.length === 0 }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
