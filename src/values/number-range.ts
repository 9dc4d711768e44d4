import { TrackerError } from '../errors.ts'
import { asciiDigits } from './digits.ts'
import type { Range } from './range.ts'
import { cutRange } from './range.ts'

const NUMBER = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/
const INFINITE = /^([+-]?)inf(?:inity)?$/i

/**
 * Reads a number as Python does: `7`, `+1.5`, `1e3`, `1_000`, `inf`.
 *
 * @throws {TrackerError} invalid
 */
export function parseNumber(text: string): number {
  const input = asciiDigits(text).trim()
  const infinite = INFINITE.exec(input)
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity
  if (!NUMBER.test(input)) throw new TrackerError('invalid', `"${text}" is no number: write it as in 7, -1.5 or 1e3`)
  return Number(input.replaceAll('_', '')) + 0
}

/** @throws {TrackerError} invalid */
export function parseInteger(text: string): number {
  const input = asciiDigits(text).trim()
  if (!/^[+-]?\d+(?:_\d+)*$/.test(input))
    throw new TrackerError('invalid', `"${text}" is no integer: write it as in 7 or -12`)
  return Number(input.replaceAll('_', '')) + 0
}

/** The text that {@link parseNumber} reads back. */
export function printNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : value < 0 ? '-inf' : 'inf'
}

/**
 * Alternatives between commas: `-` (unset), one number, or a range `2;5`, `2;`, `;5`, `from 2 to 5`.
 *
 * @throws {TrackerError} invalid
 */
export function parseNumberRanges(text: string, parse = parseNumber): readonly (Range<number> | 'unset')[] {
  return text.split(',').map((alternative) => {
    if (alternative.trim() === '-') return 'unset'
    const cut = cutRange(alternative)
    if ('single' in cut) {
      const value = parse(cut.single)
      return { from: value, to: value }
    }
    return { from: cut.from === null ? null : parse(cut.from), to: cut.to === null ? null : parse(cut.to) }
  })
}
