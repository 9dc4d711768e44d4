/** One thing in an export that can't be read, and where it stands. */
export interface ExportFault {
  /** Name of the file, below the directory of the export. */
  readonly file: string
  readonly line: number | null
  readonly column: number | null
  readonly message: string
}

/** What is printed; the rest is counted. One broken row rarely comes alone. */
const MAX_LISTED = 100

/** Collects what is wrong with an export, all of it, without growing with a broken one. */
export class ExportFaults {
  readonly listed: ExportFault[] = []
  total = 0

  /** `line` is asked for only when the fault is listed: finding it costs a walk through the file. */
  add(file: string, message: string, line: () => number | null = () => null, column: number | null = null): void {
    this.total++
    if (this.listed.length < MAX_LISTED) this.listed.push({ file, line: line(), column, message })
  }
}

/** `issue.csv:3:17: the string has no end` */
export function printFault(fault: ExportFault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== null).join(':')
  return `${place}: ${fault.message}`
}
