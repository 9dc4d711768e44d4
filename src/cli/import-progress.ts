import type { ClassSize } from './roundup-messages.ts'
import type { Io } from './command.ts'

/** Before that much is done, what is left can't be told. */
const FIRST_SHARE = 0.02
/** On a pipe a line per class is enough; a terminal is told more often. */
const TERMINAL_INTERVAL_MS = 250

/**
 * Tells how far an import or a comparison has come: a line for each class with rows, rate and the time
 * that is left, by the number of all rows.
 */
export class Progress {
  readonly #io: Io
  readonly #started = performance.now()
  #sizes: ReadonlyMap<string, ClassSize> = new Map()
  #all = 0
  #begun = 0
  /** Nodes and entries of the classes that are finished. */
  #done = 0
  #toldAt = 0

  constructor(io: Io) {
    this.#io = io
  }

  begin(sizes: readonly ClassSize[]): void {
    this.#begun = performance.now()
    this.#sizes = new Map(sizes.map((size) => [size.name, size]))
    this.#all = sizes.reduce((sum, { nodes, entries }) => sum + nodes + entries, 0)
  }

  /** `nodes` of the class are done; with `finished` all of it, history included. */
  advance(className: string, nodes: number, finished: boolean): void {
    const size = this.#sizes.get(className)
    if (!size) return
    if (!finished) return this.#tellOften(size, nodes)
    this.#done += size.nodes + size.entries
    this.#tell(size, size.nodes, this.#done)
  }

  #tellOften(size: ClassSize, nodes: number): void {
    const now = performance.now()
    if (!this.#io.isTerminal || now - this.#toldAt < TERMINAL_INTERVAL_MS) return
    this.#toldAt = now
    this.#tell(size, nodes, this.#done + (nodes / Math.max(size.nodes, 1)) * (size.nodes + size.entries))
  }

  #tell({ name, nodes: all, entries }: ClassSize, nodes: number, done: number): void {
    const count = nodes === all ? counted(all, 'node', 'nodes') : `${count3(nodes)} of ${counted(all, 'node', 'nodes')}`
    this.#io.err(`${name}: ${count}, ${counted(entries, 'history entry', 'history entries')}${this.#rate(done)}`)
  }

  #rate(done: number): string {
    const seconds = (performance.now() - this.#begun) / 1000
    if (done < FIRST_SHARE * this.#all || seconds === 0) return ''
    const rate = done / seconds
    return `; ${count3(rate)} rows/s, ${timeWords((this.#all - done) / rate)} left`
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000
  }
}

/** 12,345. */
export function count3(number: number): string {
  return Math.round(number).toLocaleString('en-US')
}

/** 1 node, 12,345 nodes. */
export function counted(number: number, one: string, many: string): string {
  return `${count3(number)} ${number === 1 ? one : many}`
}

export function timeWords(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`
  return `${Math.ceil(seconds / 60)} min`
}
