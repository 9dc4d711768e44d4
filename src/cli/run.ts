import { parseArgs } from 'node:util'
import { processEnvironment } from '../config/process-environment.ts'
import { TrackerError } from '../errors.ts'
import type { Command, CommandContext, Io } from './command.ts'
import { commands } from './commands.ts'
import { DONE, REFUSED, WRONG_USAGE } from './exit-codes.ts'
import { explainCommand, listCommands, usageLine } from './help-text.ts'
import { nearest } from '../values/nearest.ts'

const processIo: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  env: processEnvironment(),
}

/**
 * Runs one command.
 *
 * @param argv  what was typed after `muster`.
 * @returns the exit code: 0, 1 (refused, with a sentence on stderr) or 2 (wrong usage).
 */
export async function run(argv: readonly string[], io: Io = processIo): Promise<number> {
  const [name, ...rest] = argv[0] === 'help' ? helpArguments(argv.slice(1)) : argv
  if (name === undefined) return wrongUsage(io, listCommands())
  if (name === '--help' || name === '-h') return explain(io, listCommands())
  const command = commands.find((one) => one.name === (name === '--version' ? 'version' : name))
  if (!command) return wrongUsage(io, unknownCommand(name))
  if (rest.includes('--help') || rest.includes('-h')) return explain(io, explainCommand(command))

  const context = parseContext(command, rest, io)
  if (typeof context === 'string') return wrongUsage(io, `${context}\n${usageLine(command)}`)
  return execute(command, context)
}

/** `muster help migrate` is `muster migrate --help`. */
function helpArguments(names: readonly string[]): readonly string[] {
  return names[0] === undefined || names[0] === 'help' ? ['--help'] : [...names, '--help']
}

function explain(io: Io, text: string): number {
  io.out(text)
  return DONE
}

function wrongUsage(io: Io, text: string): number {
  io.err(text)
  return WRONG_USAGE
}

function unknownCommand(name: string): string {
  const similar = nearest(
    name,
    commands.map((command) => command.name),
  )
  return `There is no command ${name}.${similar === null ? '' : ` Did you mean ${similar}?`} "muster help" lists them all.`
}

/** @returns a sentence where the arguments are wrong. */
function parseContext(command: Command, args: readonly string[], io: Io): CommandContext | string {
  const options = Object.entries(command.options).map(([name, { type, multiple, short }]) => [
    name,
    { type, ...(multiple && { multiple }), ...(short && { short }) },
  ])
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(options) as NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object,
      strict: true,
      allowPositionals: true,
    })
    const fault = operandFault(command, positionals)
    return fault ?? contextOf(values, positionals, io)
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) throw error
    return `${(error as Error).message.split(/\. |\n/, 1)[0]!}.`
  }
}

function operandFault(command: Command, positionals: readonly string[]): string | null {
  const missing = command.operands.slice(positionals.length).find((operand) => !operand.optional)
  if (missing) return `${missing.name} is missing.`
  if (command.operands.at(-1)?.repeated) return null
  const extra = positionals[command.operands.length]
  return extra === undefined ? null : `"${extra}" is one argument too many.`
}

function contextOf(values: Readonly<Record<string, unknown>>, positionals: readonly string[], io: Io): CommandContext {
  return {
    positionals,
    flag: (name) => values[name] === true,
    option: (name) => (typeof values[name] === 'string' ? values[name] : null),
    list: (name) => (Array.isArray(values[name]) ? (values[name] as string[]) : []),
    io,
  }
}

async function execute(command: Command, context: CommandContext): Promise<number> {
  try {
    const { run: runCommand } = await command.load()
    return await runCommand(context)
  } catch (error) {
    context.io.err(
      error instanceof TrackerError ? error.message : `This is a fault of Muster, please report it: ${stackOf(error)}`,
    )
    return REFUSED
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
