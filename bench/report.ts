import type { ImportFigures } from './prepare.ts'

export interface Figures {
  /** Milliseconds a request, of the server's and all of PostgreSQL's processes. */
  readonly cpuMs: number
  readonly rate: number
  /** Milliseconds, as the client saw it on the same machine. */
  readonly p99: number
  /** Of the answer's body as it was sent. */
  readonly bytes: number
}

export interface Measured {
  readonly name: string
  readonly budgetMs: number | null
  readonly anonymous: Figures | null
  readonly signedIn: Figures
  readonly floorMs: number | null
}

export interface SizeReport {
  readonly issues: number
  readonly imported: ImportFigures
  /** Of the server, at its highest. */
  readonly memoryMb: number
  readonly measured: readonly Measured[]
}

/** The tables of docs/performance.md. */
export function report(reports: readonly SizeReport[], processor: string, command: string): string {
  return [
    `Made by \`npm run bench${command ? ` -- ${command}` : ''}\` on ${processor}.`,
    ...reports.map(sizeTable),
    growthTable(reports),
    importTable(reports),
  ].join('\n\n')
}

function sizeTable({ issues, measured }: SizeReport): string {
  const rows = measured.map(({ name, budgetMs, anonymous, signedIn, floorMs }) => {
    const shown = anonymous ?? signedIn
    const cells = [
      name,
      anonymous ? number(anonymous.cpuMs) : '',
      number(signedIn.cpuMs),
      floorMs === null ? '' : number(floorMs),
      budgetMs ?? '',
    ]
    return `| ${[...cells, shown.rate.toFixed(0), shown.p99.toFixed(0), shown.bytes].join(' | ')} |`
  })
  return [
    `### ${issues.toLocaleString('en')} issues`,
    '',
    '| page | CPU ms, visitor | CPU ms, signed in | floor | budget | requests a second | p99 ms | bytes |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function growthTable(reports: readonly SizeReport[]): string {
  const names = reports[0]?.measured.map(({ name }) => name) ?? []
  const cost = ({ measured }: SizeReport, name: string): string => {
    const found = measured.find((one) => one.name === name)
    return found ? number((found.anonymous ?? found.signedIn).cpuMs) : ''
  }
  return [
    '### How cost grows: CPU ms a request',
    '',
    `| page | ${reports.map(({ issues }) => issues.toLocaleString('en')).join(' | ')} |`,
    `|---|${reports.map(() => '---|').join('')}`,
    ...names.map((name) => `| ${name} | ${reports.map((one) => cost(one, name)).join(' | ')} |`),
  ].join('\n')
}

function importTable(reports: readonly SizeReport[]): string {
  return [
    '### Moving in, and memory',
    '',
    '| issues | import, seconds | issues a second | import, CPU s of Node and PostgreSQL | import, peak MB | server, peak MB |',
    '|---|---|---|---|---|---|',
    ...reports.map(({ issues, imported, memoryMb }) => {
      const cells = [issues.toLocaleString('en'), imported.seconds.toFixed(1), (issues / imported.seconds).toFixed(0)]
      return `| ${[...cells, imported.cpuSeconds.toFixed(0), imported.peakMb.toFixed(0), memoryMb.toFixed(0)].join(' | ')} |`
    }),
  ].join('\n')
}

function number(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(1)
}
