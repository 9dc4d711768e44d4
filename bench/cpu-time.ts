import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS = 100

/** CPU seconds, user and system, that these processes and all their descendants have used so far. */
export function cpuSeconds(pids: readonly number[]): number {
  const processes = readProcesses()
  const wanted = new Set(pids)
  for (let grew = true; grew;) {
    grew = false
    for (const { pid, parent } of processes)
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid)
        grew = true
      }
  }
  let ticks = 0
  for (const { pid, own, reaped } of processes) if (wanted.has(pid)) ticks += own + reaped
  return ticks / TICKS
}

/** Resident memory of one process, in megabytes: now and at its highest. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { nowMb: of('VmRSS'), peakMb: of('VmHWM') }
}

interface ProcessTimes {
  readonly pid: number
  readonly parent: number
  readonly own: number
  /** Of children that ended and were waited for. */
  readonly reaped: number
}

function readProcesses(): readonly ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        /* The command may hold blanks and brackets: what counts begins after its last bracket. */
        const cells = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number)
        return [{ pid: Number(name), parent: cells[1]!, own: cells[11]! + cells[12]!, reaped: cells[13]! + cells[14]! }]
      } catch {
        return []
      }
    })
}
