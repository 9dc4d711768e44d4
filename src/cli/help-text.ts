import type { Command } from './command.ts'
import { commands } from './commands.ts'

const WIDTH = 100

export function listCommands(): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`)
  return [
    'Usage: muster COMMAND [ARGUMENTS]',
    '',
    ...lines,
    '',
    '"muster help COMMAND" or "muster COMMAND --help" explains one of them.',
  ].join('\n')
}

export function usageLine({ name, operands, options }: Command): string {
  const shown = operands.map(({ name: operand, optional, repeated }) => {
    const all = repeated ? `${operand}…` : operand
    return optional ? ` [${all}]` : ` ${all}`
  })
  return `Usage: muster ${name}${shown.join('')}${Object.keys(options).length > 0 ? ' [OPTIONS]' : ''}`
}

export function explainCommand(command: Command): string {
  const options = Object.entries(command.options).map(([name, { short, value, help }]): [string, string] => [
    `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
    help,
  ])
  const all: [string, string][] = [...options, ['--help', 'print this text']]
  const width = Math.max(...all.map(([option]) => option.length))
  return [
    usageLine(command),
    '',
    wrap(command.explanation),
    '',
    'Options:',
    ...all.map(([option, help]) => `  ${option.padEnd(width)}  ${help}`),
    '',
    command.examples.length > 1 ? 'Examples:' : 'Example:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n')
}

function wrap(text: string): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]!
    if (last.length + word.length >= WIDTH) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.join('\n')
}
