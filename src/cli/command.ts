import type { Environment } from '../config/process-environment.ts'

/** Where a command reads and writes; a test may hand it another. */
export interface Io {
  /** A line for people or pipes. */
  out(line: string): void
  /** A line beside the result: refusals, progress. */
  err(line: string): void
  /** Whether a person watches: progress may overwrite itself, and a question would be answered. */
  readonly isTerminal: boolean
  readonly env: Environment
}

export interface CommandContext {
  /** Arguments without a dash. Their number was checked. */
  readonly positionals: readonly string[]
  /** Whether the flag was given. */
  flag(name: string): boolean
  /** The value of an option; null where it was not given. */
  option(name: string): string | null
  /** The values of an option that may be repeated. */
  list(name: string): readonly string[]
  readonly io: Io
}

/** 0: done. 1: refused, with a sentence on stderr. A TrackerError that is thrown is that, too. */
export type RunCommand = (context: CommandContext) => Promise<number>

export interface OptionSpec {
  readonly type: 'boolean' | 'string'
  readonly multiple?: boolean
  readonly short?: string
  /** What the value is, in capitals; only for strings. */
  readonly value?: string
  readonly help: string
}

export interface Command {
  readonly name: string
  /** One line of `muster help`. */
  readonly summary: string
  /** What follows `muster name` before the options: `DIR`, `[FOLDER]`. */
  readonly operands: readonly Operand[]
  readonly options: Readonly<Record<string, OptionSpec>>
  /** Sentences below the usage: what it does, what it refuses. */
  readonly explanation: string
  readonly examples: readonly string[]
  /** Loaded when the command runs, so that `--help` is quick and one command's fault is not another's. */
  load(): Promise<{ readonly run: RunCommand }>
}

export interface Operand {
  readonly name: string
  readonly optional?: boolean
  /** Any number of them; only the last may be. */
  readonly repeated?: boolean
}
