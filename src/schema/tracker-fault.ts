/** One thing wrong with a tracker folder, and where; file and line are null where nothing points there. */
export interface TrackerFault {
  readonly file: string | null
  /** Counted from 1. */
  readonly line: number | null
  readonly message: string
}

/** `schema.ts:12: issue.status: there is no class state to link to`, as compilers and editors write it. */
export function printFault({ file, line, message }: TrackerFault): string {
  if (file === null) return message
  return line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`
}

/** In the order of files and lines, each once. */
export function sortFaults(faults: readonly TrackerFault[]): readonly TrackerFault[] {
  const once = new Map(faults.map((fault) => [printFault(fault), fault]))
  return [...once.values()].sort((a, b) => compare(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
