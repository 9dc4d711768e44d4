import { printFault } from '../roundup/export-faults.ts'
import type { CommandContext } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import { count3, counted } from './import-progress.ts'
import { keepMemoryLow } from './keep-memory-low.ts'
import { withTrackerDatabase } from './tracker-database.ts'
import type { Comparison } from './verify-export.ts'
import { verifyExport } from './verify-export.ts'

export async function run({ positionals, io }: CommandContext): Promise<number> {
  keepMemoryLow()
  const comparison = await withTrackerDatabase(io, ({ database, tracker }) =>
    verifyExport(positionals[0]!, database, tracker, io),
  )
  for (const line of comparisonLines(comparison)) io.out(line)
  const differences = comparison.classes.reduce((sum, one) => sum + one.differences, 0)
  if (differences === 0 && comparison.faults.length === 0) {
    io.out('No difference.')
    return DONE
  }
  for (const line of differenceLines(comparison)) io.err(line)
  io.err(`${counted(differences, 'difference', 'differences')} between the export and the tracker.`)
  return REFUSED
}

function comparisonLines({ classes }: Comparison): string[] {
  return classes.map(({ name, nodes, entries, files, differences }) => {
    const parts = [counted(nodes, 'node', 'nodes'), counted(entries, 'history entry', 'history entries')]
    if (files > 0) parts.push(counted(files, 'file', 'files'))
    return `${name}: ${parts.join(', ')}; ${differences === 0 ? 'the same' : `${count3(differences)} different`}`
  })
}

function differenceLines({ classes, faults }: Comparison): string[] {
  return [
    ...faults.map(printFault),
    ...classes.flatMap(({ name, differences, first }) =>
      differences > first.length ? [...first, `and ${count3(differences - first.length)} more of ${name}`] : first,
    ),
  ]
}
